// Long format (`unique_id, ds, y` or columns named otherwise) as rows grouped by identifier and
// sorted by time: what a panel of series is made of.

import { MillraceError } from '../../errors.ts'
import type { ReadOptions } from './csv.ts'
import type { ExpectedColumns } from './expectation.ts'
import { readTable } from './read-table.ts'
import {
  type Column,
  columnLength,
  columnOf,
  describeRow,
  type Table,
  type TableSource,
} from './table.ts'

export interface SeriesColumns {
  readonly id: string
  readonly time: string
  readonly value: string
}

/** The names that forecasting libraries agree on. */
export const longFormat: SeriesColumns = { id: 'unique_id', time: 'ds', value: 'y' }

/** Rows of all series; those of series k are `offsets[k]` to `offsets[k + 1]`, sorted by time. */
export interface SeriesRows {
  /** The names that the columns have in the source. */
  readonly columns: SeriesColumns
  /** In the order of their first appearance. */
  readonly ids: readonly string[]
  /** Shape [ids + 1]. */
  readonly offsets: Int32Array
  /** Instants in milliseconds UTC, or whole positions. */
  readonly timeKind: 'time' | 'position'
  /** Shape [rows]. */
  readonly times: Float64Array
  /** Shape [rows]; NaN is missing. */
  readonly values: Float64Array
  /** Further columns of the table, in the order of these rows. */
  readonly others: ReadonlyMap<string, Column>
  /** The row of the table behind each row, shape [rows]. */
  readonly tableRows: Int32Array
  /** Where the table came from, for messages. */
  readonly source: TableSource | undefined
}

/** What a reader expects of a long-format file. */
function seriesExpectations({ id, time, value }: SeriesColumns): ExpectedColumns {
  return {
    [id]: { kind: 'text', allowMissing: false },
    [time]: { kind: ['number', 'time'], allowMissing: false },
    // A larger number is a slip, and its sums would leave the range of a double.
    [value]: { kind: 'number', minimum: -1e15, maximum: 1e15 },
  }
}

/** Reads a long-format file. @throws MillraceError as `readCsv`. */
export function readSeriesTable(
  path: string,
  columns: SeriesColumns = longFormat,
  options: ReadOptions = {},
): Promise<Table> {
  return readTable(path, {
    ...options,
    columns: { ...options.columns, ...seriesExpectations(columns) },
  })
}

/**
 * Groups the rows of a long table by identifier and sorts each group by time (stable).
 * @throws MillraceError `bad-input` for a position that is not a whole number.
 */
export function groupSeries(table: Table, columns: SeriesColumns = longFormat): SeriesRows {
  const { codes, levels } = columnOf(table, columns.id, 'text')
  const time = table.columns.get(columns.time)
  const isTime = time?.kind === 'time'
  const times = isTime ? time.values : positionsOf(table, columns.time)
  const { values } = columnOf(table, columns.value, 'number')
  const { ids, order, offsets } = groupsOf(codes, levels)
  sortWithin(order, offsets, times)
  const others = [...table.columns].filter(([name]) => !Object.values(columns).includes(name))
  return {
    columns,
    ids,
    offsets,
    timeKind: isTime ? 'time' : 'position',
    times: pick(times, order),
    values: pick(values, order),
    others: new Map(others.map(([name, column]) => [name, pickColumn(column, order)])),
    tableRows: order,
    source: table.source,
  }
}

/** The rows of that kind at those places only, groups kept; a group left empty stays. */
export function selectRows(rows: SeriesRows, isKept: (row: number) => boolean): SeriesRows {
  const kept: number[] = []
  const offsets = new Int32Array(rows.offsets.length)
  for (let k = 0; k < rows.ids.length; k++) {
    for (let row = rows.offsets[k]!; row < rows.offsets[k + 1]!; row++) {
      if (isKept(row)) kept.push(row)
    }
    offsets[k + 1] = kept.length
  }
  const order = Int32Array.from(kept)
  return {
    ...rows,
    offsets,
    times: pick(rows.times, order),
    values: pick(rows.values, order),
    others: new Map([...rows.others].map(([name, column]) => [name, pickColumn(column, order)])),
    tableRows: order.map((row) => rows.tableRows[row]!),
  }
}

/** `demand.csv row 14`, of a row of the groups. */
export function describeSeriesRow(rows: SeriesRows, row: number): string {
  const line = rows.tableRows[row]!
  return rows.source ? `${rows.source.path} row ${rows.source.lineOf(line)}` : `row ${line + 1}`
}

function positionsOf(table: Table, name: string): Float64Array {
  const { values } = columnOf(table, name, 'number')
  const bad = values.findIndex((value) => !Number.isInteger(value))
  if (bad >= 0) {
    throw new MillraceError(
      'bad-input',
      `${describeRow(table, bad)}, column ${name}: not a position, expected a whole number or a date like 2024-01-31, got ${values[bad]}`,
    )
  }
  return values
}

/** Rows by code, in the order of the table (a counting sort); codes without rows are left out. */
function groupsOf(
  codes: Int32Array,
  levels: readonly string[],
): { ids: string[]; order: Int32Array; offsets: Int32Array } {
  const counts = new Int32Array(levels.length)
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! >= 0) counts[codes[row]!]!++
  }
  const ids: string[] = []
  const starts = new Int32Array(levels.length)
  const offsets = [0]
  let total = 0
  for (let code = 0; code < levels.length; code++) {
    starts[code] = total
    if (counts[code] === 0) continue
    total += counts[code]!
    ids.push(levels[code]!)
    offsets.push(total)
  }
  const order = new Int32Array(total)
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! >= 0) order[starts[codes[row]!]!++] = row
  }
  return { ids, order, offsets: Int32Array.from(offsets) }
}

function sortWithin(order: Int32Array, offsets: Int32Array, times: Float64Array): void {
  for (let k = 0; k + 1 < offsets.length; k++) {
    const group = order.subarray(offsets[k], offsets[k + 1])
    let isSorted = true
    for (let i = 1; i < group.length && isSorted; i++) {
      isSorted = times[group[i - 1]!]! <= times[group[i]!]!
    }
    // Rows of equal time keep the order of the file.
    if (!isSorted) group.sort((a, b) => times[a]! - times[b]! || a - b)
  }
}

function pick<A extends Float64Array | Int32Array | Int8Array>(array: A, order: Int32Array): A {
  // Safe: the constructor of a typed array makes one of its own class.
  const picked = new (array.constructor as new (length: number) => A)(order.length)
  for (let i = 0; i < order.length; i++) picked[i] = array[order[i]!]!
  return picked
}

function pickColumn(column: Column, order: Int32Array): Column {
  if (columnLength(column) === 0) return column
  switch (column.kind) {
    case 'text':
      return { ...column, codes: pick(column.codes, order) }
    case 'boolean':
      return { ...column, values: pick(column.values, order) }
    case 'number':
    case 'time':
      return { ...column, values: pick(column.values, order) }
  }
}
