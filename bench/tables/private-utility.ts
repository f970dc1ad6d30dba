// How much a privacy budget costs: a classifier that learns failures from synthetic rows and is judged
// on real ones, for the real rows, the family without privacy, and the family at several epsilons.
// MILLRACE_DATA=... npx tsx bench/tables/private-utility.ts [ai4i2020] [epsilons: 3,1] [seeds: 3]

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
for (const epsilon of [undefined, ...epsilons]) {
  for (let seed = 1; seed <= seeds; seed++) {
    const model = await fitTable(schema, train, {
      seed,
      privacy: epsilon === undefined ? undefined : { epsilon },
    })
    const { training, privacy } = model.description
    const blocks: Table[] = []
    for await (const block of model.sample(train.rowCount, { seed })) blocks.push(block)
    const title = `seed ${seed}, ${privacy ? 'private' : 'plain'}`
    report(title, training.seconds, privacy?.epsilon ?? Infinity, blocks)
    await model.release()
  }
}

function report(title: string, seconds: number, epsilon: number, blocks: readonly Table[]): void {
  const [real, held, ...parts] = alignTables([train, test, ...blocks], fields)
  const rows = parts.reduce(joinRows)
  const fidelity = quality(real!, rows)
  const scores = utility(real!, rows, held!, { field, positive, hidden })
  const figures = Object.values(scores).flatMap((own) =>
    'accuracy' in own ? [own.areaUnderRoc, own.averagePrecision, own.f1] : [own.r2],
  )
  console.log(
    title.padEnd(20),
    seconds.toFixed(1).padStart(6),
    epsilon.toFixed(2).padStart(8),
    ...[fidelity.columnShapes, fidelity.columnPairs, ...figures].map((x) =>
      x.toFixed(3).padStart(7),
    ),
  )
}
