// How much a privacy budget costs: a classifier that learns failures from synthetic rows and is judged
// on real ones, for the real rows, the family without privacy, and the family at several epsilons.
// MILLRACE_DATA=... npx tsx bench/tables/private-utility.ts [ai4i2020] [epsilons: 3,1] [seeds: 3] [of them without a budget]

import { inferSchema } from '../../src/data/table/schema-inference.ts'
import { modelledFields } from '../../src/data/table/schema.ts'
import type { Table } from '../../src/data/table/table.ts'
import {
  alignTables,
  type EvaluationField,
  joinRows,
} from '../../src/data/table/aligned-columns.ts'
import { quality } from '../../src/generative/evaluation/fidelity/quality.ts'
import { utility } from '../../src/generative/evaluation/utility.ts'
import { fitTable } from '../../src/generative/tables/fit-table.ts'
import { dataSetNames, dataSets, loadSplit } from './data.ts'

const name = dataSetNames.find((known) => known === process.argv[2]) ?? 'ai4i2020'
const epsilons = (process.argv[3] ?? '3').split(',').filter(Boolean).map(Number)
const seeds = Number(process.argv[4] ?? 3)
const plainSeeds = Number(process.argv[5] ?? seeds)

const { train, test } = await loadSplit(name)
// The schema of a real plant is known beforehand; here its bounds are those of the table, rounded out.
const schema = inferSchema(train)
const fields: EvaluationField[] = modelledFields(schema).map(([field, { kind }]) => ({
  name: field,
  kind: kind === 'count' ? 'number' : kind,
}))
const { target: field, positive, hidden } = dataSets[name]

console.log(
  'rows of             seconds  epsilon  shapes  pairs   linear AUC, AP, F1      trees AUC, AP, F1',
)
report('real', 0, Infinity, [train])
const figures = new Map<string, number[][]>()
for (const epsilon of [...epsilons, undefined]) {
  const last = epsilon === undefined ? plainSeeds : seeds
  for (let seed = 1; seed <= last; seed++) {
    const model = await fitTable(schema, train, {
      seed,
      privacy: epsilon === undefined ? undefined : { epsilon },
    })
    const { training, privacy } = model.description
    const blocks: Table[] = []
    for await (const block of model.sample(train.rowCount, { seed })) blocks.push(block)
    const kind = privacy ? 'private' : 'plain'
    const own = report(
      `seed ${seed}, ${kind}`,
      training.seconds,
      privacy?.epsilon ?? Infinity,
      blocks,
    )
    const all = [...(figures.get(kind) ?? []), own]
    figures.set(kind, all)
    await model.release()
    if (seed === last) summarise(kind, all)
  }
}

/** Means over the seeds, and what they may be off by: 1.96 standard errors. */
function summarise(kind: string, rows: readonly (readonly number[])[]): void {
  const columns = rows[0]!.map((_, i) => rows.map((row) => row[i]!))
  const cells = columns.map((values) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length
    const variance =
      values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, values.length - 1)
    return `${mean.toFixed(3)} (${(1.96 * Math.sqrt(variance / values.length)).toFixed(3)})`
  })
  console.log(`mean, ${kind}: ${cells.join('  ')}`)
}

function report(
  title: string,
  seconds: number,
  epsilon: number,
  blocks: readonly Table[],
): number[] {
  const [real, held, ...parts] = alignTables([train, test, ...blocks], fields)
  const rows = parts.reduce(joinRows)
  const fidelity = quality(real!, rows)
  const scores = utility(real!, rows, held!, { field, positive, hidden })
  const taught = Object.values(scores).flatMap((own) =>
    'accuracy' in own ? [own.areaUnderRoc, own.averagePrecision, own.f1] : [own.r2],
  )
  const own = [fidelity.columnShapes, fidelity.columnPairs, ...taught]
  console.log(
    title.padEnd(20),
    seconds.toFixed(1).padStart(6),
    epsilon.toFixed(2).padStart(8),
    ...own.map((x) => x.toFixed(3).padStart(7)),
  )
  return own
}
