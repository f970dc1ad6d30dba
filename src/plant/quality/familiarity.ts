// The region in which there are data: settings, the strongest measurements and the verdict are learnt together, and
// what is more surprising than nearly all records that set the limit is unfamiliar.

import { type AlignedColumn, lengthOf, takeRows } from '../../data/table/aligned-columns.ts'
import { inferSchema } from '../../data/table/schema-inference.ts'
import { modelledFields, type RecordSchema } from '../../data/table/schema.ts'
import { type Column, createTable, rowsAt, type Table } from '../../data/table/table.ts'
import { numberColumn, textColumn } from '../../data/table/table-of.ts'
import type { TableModel } from '../../generative/tables/table-model.ts'
import type { WorkOptions } from '../../progress.ts'
import { createRandom } from '../../random.ts'
import { partByStretches } from './stretches.ts'
import { fitUsual, scoreUsual } from './usual-records.ts'

/** Fields beyond which it holds the strongest only: scoring grows with the square, and more see no more of one that moves. */
export const mostRegionColumns = 24

/** Share of records like those learnt from that is outside. */
const outsideShare = 0.01

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
}

/**
 * Learns the columns together with the verdict. The limit is that of whole stretches of records that were held out.
 * @param columns in the order in which the records were made
 */
export async function fitRegion(
  columns: readonly AlignedColumn[],
  failed: Float64Array,
  options: RegionOptions,
): Promise<Region> {
  const table = regionTable(columns, failed)
  const schema = inferSchema(table)
  const names = modelledFields(schema)
    .map(([name]) => name)
    .filter((name) => name !== verdict.field)
  const { learnt, held } = partByStretches([...failed.keys()])
  const asked = { scored: names }
  const usual = await fitUsual(schema, rowsAt(table, learnt), rowsAt(table, held), {
    rate: outsideShare,
    asked,
    ...options,
  })
  return { ...usual, columns: names }
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
  const { excess } = await scoreUsual(model, table, { scored: names, ...options })
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
