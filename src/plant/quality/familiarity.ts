// The region in which there are data: a table model learns settings, the strongest measurements and the
// verdict, and what it finds more surprising than nearly all it learnt from is unfamiliar.

import { type AlignedColumn, lengthOf, takeRows } from '../../data/table/aligned-columns.ts'
import { inferSchema } from '../../data/table/schema-inference.ts'
import { modelledFields, type RecordSchema } from '../../data/table/schema.ts'
import { type Column, createTable, rowsAt, type Table } from '../../data/table/table.ts'
import { numberColumn, textColumn } from '../../data/table/table-of.ts'
import { fitTable } from '../../generative/tables/fit-table.ts'
import type { TableModel } from '../../generative/tables/table-model.ts'
import type { WorkOptions } from '../../progress.ts'
import { createRandom } from '../../random.ts'

/** Fields beyond which the model learns the strongest only: its work grows with the square. */
export const mostRegionColumns = 24

/** Share of records like those learnt from that is inside. */
const insideShare = 0.99
/** Share of the records that is not learnt from and says how surprising an ordinary record is. */
const judgingShare = 0.15

/** The field of the verdict, and its levels. */
export const verdict = { field: 'verdict of the operation', pass: 'pass', fail: 'fail' } as const

export interface Region {
  readonly model: TableModel
  /** Names of the columns it looks at. */
  readonly columns: readonly string[]
  /** Surprise beyond what is expected, in nats, above which a record is unfamiliar. */
  readonly limit: number
}

export interface RegionOptions extends WorkOptions {
  readonly seed: number | string
  readonly budgetSeconds?: number | undefined
}

/**
 * Learns the columns together with the verdict. The limit is of records that were held out, because a
 * model finds those that it learnt from less surprising than others like them.
 */
export async function fitRegion(
  columns: readonly AlignedColumn[],
  failed: Float64Array,
  { seed, ...options }: RegionOptions,
): Promise<Region> {
  const rows = createRandom(seed)
    .split('region')
    .shuffle(Int32Array.from(failed, (_, row) => row))
  const judging = rows.subarray(0, Math.floor(judgingShare * rows.length))
  const learning = rows.slice(judging.length).sort()
  const table = regionTable(columns, failed)
  const schema = inferSchema(table)
  const model = await fitTable(schema, rowsAt(table, learning), { seed, ...options })
  const names = modelledFields(schema)
    .map(([name]) => name)
    .filter((name) => name !== verdict.field)
  const open = { model, columns: names, limit: Infinity }
  const judged = columns.map((column) => takeRows(column, judging))
  const sorted = (await surpriseOf(open, judged)).slice().sort()
  // One more record may come: the limit is the value of that rank among one more.
  const rank = Math.ceil(insideShare * (sorted.length + 1))
  return { ...open, limit: sorted[Math.min(sorted.length, rank) - 1] ?? Infinity }
}

/**
 * -log p of the columns of the region together less what the model expects there, in nats, the verdict being
 * unknown: 0 is usual.
 */
export async function surpriseOf(
  { model, columns: names }: Region,
  columns: readonly AlignedColumn[],
  options: WorkOptions = {},
): Promise<Float64Array> {
  const { schema } = model.description
  const table = regionTable(suited(columns, names, schema))
  // The same seed and few orders: two records are compared in the same way.
  const { excess } = await model.score(table, { scored: names, orders: 2, seed: 1, ...options })
  return excess
}

/** Failure probability by the generative model, given the columns of the region. */
export async function generativeFailure(
  { model, columns: names }: Region,
  columns: readonly AlignedColumn[],
): Promise<Float64Array> {
  const own = suited(columns, names, model.description.schema)
  const rows = own[0] ? lengthOf(own[0]) : 0
  const { surprise } = await model.score(regionTable(own, new Float64Array(rows).fill(1)), {
    scored: [verdict.field],
    given: names,
    orders: 1,
  })
  return surprise.map((value) => Math.exp(-value))
}

/**
 * Records drawn by the model, `count` in a row for each value of the column `name`: the other columns of the
 * region as they come with that value, the rest as in any record.
 */
export async function drawnGiven(
  { model, columns: names }: Region,
  columns: readonly AlignedColumn[],
  name: string,
  values: readonly (number | string)[],
  count: number,
  seed: string,
): Promise<Table> {
  const rows = values.length * count
  const given = values.flatMap((value) => Array.from({ length: count }, () => value))
  const asked = columns
    .filter((column) => names.includes(column.name))
    .map((column): [string, Column] => [
      column.name,
      column.kind === 'number'
        ? numberColumn(given.map((value) => (column.name === name ? Number(value) : null)))
        : textColumn(given.map((value) => (column.name === name ? String(value) : null))),
    ])
  const unknown = textColumn(given.map(() => null))
  const table = createTable([...asked, [verdict.field, unknown]])
  const drawn = await model.impute(table, { seed })
  const random = createRandom(seed)
  const total = columns[0] ? lengthOf(columns[0]) : 0
  const anyRows = Int32Array.from({ length: rows }, () => random.integer(total))
  const rest = columns.filter((column) => !names.includes(column.name))
  return createTable([
    ...asked.map(([own]): [string, Column] => [own, drawn.columns.get(own)!]),
    ...rest.map((column): [string, Column] => [column.name, columnOf(takeRows(column, anyRows))]),
  ])
}

/** A verdict that is not given is a pass: it is not looked at. */
function regionTable(columns: readonly AlignedColumn[], failed?: Float64Array): Table {
  const rowCount = columns[0] ? lengthOf(columns[0]) : 0
  const codes = Int32Array.from({ length: rowCount }, (_, row) => failed?.[row] ?? 0)
  const levels = [verdict.pass, verdict.fail]
  return createTable([
    ...columns.map((column): [string, Column] => [column.name, columnOf(column)]),
    [verdict.field, { kind: 'text', codes, levels }],
  ])
}

function columnOf(column: AlignedColumn): Column {
  return column.kind === 'number'
    ? { kind: 'number', values: column.values }
    : { kind: 'text', codes: column.codes, levels: column.levels }
}

/** The columns of the region, every value one that the schema has: what is outside counts elsewhere. */
function suited(
  columns: readonly AlignedColumn[],
  names: readonly string[],
  { fields }: RecordSchema,
): AlignedColumn[] {
  return names.map((name) => {
    const column = columns.find((other) => other.name === name)!
    const field = fields[name]!
    if (column.kind === 'category') {
      if (field.kind !== 'category') return column
      const isKnown = column.levels.map((level) => field.levels.includes(level))
      const usual = column.levels.indexOf(field.levels[0] ?? '')
      const codes = column.codes.map((code) =>
        code < 0 ? (field.missing ? -1 : usual) : isKnown[code] ? code : usual,
      )
      return { ...column, codes }
    }
    const nearest = (value: number): number => {
      if (field.kind === 'boolean') return value > 0.5 ? 1 : 0
      if (field.kind === 'category') {
        const levels = field.levels.map(Number)
        return levels.reduce((a, b) => (Math.abs(b - value) < Math.abs(a - value) ? b : a))
      }
      if (field.kind !== 'number' && field.kind !== 'count') return value
      return Math.min(field.maximum, Math.max(field.minimum, value))
    }
    const isGap = (value: number): boolean => Number.isNaN(value)
    const mayBeMissing = field.kind !== 'identifier' && field.missing
    const values = column.values.map((value) =>
      isGap(value) ? (mayBeMissing ? value : nearest(0)) : nearest(value),
    )
    return { ...column, values }
  })
}
