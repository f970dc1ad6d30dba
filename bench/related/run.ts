// Sequences of engines and demand of items beside their baselines, judged against parents that no model saw:
// `MILLRACE_DATA=... npx tsx bench/related/run.ts engines|conditions|items [seconds]`.

import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { MillraceError } from '../../src/errors.ts'
import { inferRelated, inferSequences } from '../../src/data/table/related-inference.ts'
import type { RelatedSchema } from '../../src/data/table/related-schema.ts'
import { keysOf } from '../../src/data/table/related-tables.ts'
import { readTable } from '../../src/data/table/read-table.ts'

import { createTable, rowsAt, type Table } from '../../src/data/table/table.ts'
import type { RelatedEvaluation } from '../../src/generative/evaluation/related/related-evidence.ts'
import { fitRelated } from '../../src/generative/related/fit-related.ts'
import type { RelatedTables } from '../../src/generative/related/related-rows.ts'
import { reportRelated } from '../../src/loop/related-report/report-related.ts'

const data = process.env['MILLRACE_DATA']
if (data === undefined) {
  throw new MillraceError('bad-input', 'MILLRACE_DATA: missing, expected the folder of real data')
}
const what = process.argv[2] ?? 'engines'
const budgetSeconds = Number(process.argv[3] ?? 120)
const { schema, train, holdout } = await taskOf(what, data)
const before = process.cpuUsage()
const model = await fitRelated(schema, train, { seed: 1, budgetSeconds })
const fit = process.cpuUsage(before)
const report = await reportRelated(model, train, {
  name: what,
  language: 'en',
  seed: 1,
  holdout,
  madeAt: new Date().toISOString(),
})
await model.release()
const { synthetic, baselines, holdout: other, lags } = report.evidence
const all = [synthetic, ...baselines, ...(other ? [other] : [])]
const line = (name: string, of: (own: RelatedEvaluation) => number | null): void =>
  console.log(`| ${[name, ...all.map((own) => (of(own) ?? NaN).toFixed(3))].join(' | ')} |`)
console.log(
  `${what}: fit ${report.model.fitSeconds.toFixed(0)} s (${((fit.user + fit.system) / 1e6).toFixed(0)} s of processor time), ${Math.round(report.model.childrenPerSecond)} children a second\n`,
)
if (report.model.conditions) {
  const { count, fields } = report.model.conditions
  console.log(`${count} conditions, ${fields.length} fields within them\n`)
}
console.log(
  `| score | ${all.map(({ name }) => name).join(' | ')} |\n|${'---|'.repeat(all.length + 1)}`,
)
line('children with a parent', (own) => own.referentialIntegrity)
line('number of children', (own) => own.cardinalityShapeSimilarity)
line('spacing', (own) => own.spacing)
line('quality of parents', (own) => own.parentQuality?.quality ?? null)
line('child column shapes', (own) => own.childQuality.columnShapes)
line('child column pairs', (own) => own.childQuality.columnPairs)
line('trends across tables', (own) => own.interTableTrends)
line('means of sequences', (own) => own.sequences.meanSimilarity)
line('deviations of sequences', (own) => own.sequences.deviationSimilarity)
line('steps between rows', (own) => own.sequences.interRowSimilarity)
lags.forEach((lag, i) =>
  line(`autocorrelation, lag ${lag}`, (own) => own.sequences.autocorrelation[i]!),
)
line('detection, windows of 8', (own) => own.windows?.score ?? null)
line('entities copied', (own) => own.privacy?.exactCopies.share ?? null)
line(
  'entities closer to training',
  (own) => own.privacy?.closestEntity.closerToTraining.share ?? null,
)
line('membership advantage', (own) => own.privacy?.membership.advantage ?? null)
line('its margin', (own) => own.privacy?.membership.margin ?? null)

interface Task {
  readonly schema: RelatedSchema
  readonly train: RelatedTables
  readonly holdout: RelatedTables
}

function taskOf(what: string, folder: string): Promise<Task> {
  switch (what) {
    case 'items':
      return items(folder)
    case 'conditions':
      return engines(folder, 'FD002', 160)
    default:
      return engines(folder, 'FD001')
  }
}

/** Every second engine of a part of C-MAPSS, or of its first ones, is held out. */
async function engines(folder: string, part: string, most: number = Infinity): Promise<Task> {
  const path = join(folder, 'cmapss', `train_${part}.txt.gz`)
  const text = gunzipSync(await readFile(path)).toString()
  const rows = text
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([unit]) => unit! <= most)
  const sensors = Array.from({ length: 21 }, (_, i) => `sensor${i + 1}`)
  const names = ['unit', 'cycle', 'setting1', 'setting2', 'setting3', ...sensors]
  const table = createTable(
    names.map((name, i) => [
      name,
      { kind: 'number', values: Float64Array.from(rows, (row) => row[i]!) },
    ]),
  )
  const [train, holdout] = halves(table, 'unit')
  const schema = inferSequences(
    { name: 'engines', table: train },
    { entity: 'unit', order: 'cycle' },
  )
  return { schema, train: { children: train }, holdout: { children: holdout } }
}

/** Every second item of the manufacturer, with its weeks of demand, is held out. */
async function items(folder: string): Promise<Task> {
  const parents = halves(await readTable(join(folder, 'manufacturer', 'items.csv.gz')), 'sku')
  const children = halves(
    await readTable(join(folder, 'manufacturer', 'demand.csv.gz')),
    'unique_id',
  )
  const [train, holdout] = [0, 1].map((i) => ({ parents: parents[i]!, children: children[i]! }))
  const schema = inferRelated(
    { name: 'items', table: parents[0] },
    { name: 'demand', table: children[0] },
    { parentKey: 'sku', childKey: 'unique_id', order: 'ds' },
  )
  return { schema, train: train!, holdout: holdout! }
}

/** Rows of even and of odd keys. */
function halves(table: Table, key: string): readonly [Table, Table] {
  const keys = keysOf(table, key).map(Number)
  const half = (parity: number): Table =>
    rowsAt(
      table,
      keys.flatMap((value, row) => (value % 2 === parity ? [row] : [])),
    )
  return [half(0), half(1)]
}
