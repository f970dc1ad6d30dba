// A table: columns of equal length, the only form in which data moves between rooms.

import { MillraceError } from '../../errors.ts'

/** Finite numbers; NaN is a missing value. */
export interface NumberColumn {
  readonly kind: 'number'
  readonly values: Float64Array
}

/** Text as codes into its distinct levels; code -1 is a missing value. */
export interface TextColumn {
  readonly kind: 'text'
  readonly codes: Int32Array
  readonly levels: readonly string[]
}

/** Instants as milliseconds since 1970-01-01 UTC; NaN is a missing value. */
export interface TimeColumn {
  readonly kind: 'time'
  readonly values: Float64Array
}

/** 1 is true, 0 is false, -1 is a missing value. */
export interface BooleanColumn {
  readonly kind: 'boolean'
  readonly values: Int8Array
}

export type Column = NumberColumn | TextColumn | TimeColumn | BooleanColumn
export type ColumnKind = Column['kind']

/** Where the rows of a table came from, for messages that a person can follow. */
export interface TableSource {
  readonly path: string
  /** The line of the file on which a row (counted from 0) begins; the first line is 1. */
  lineOf(row: number): number
}

export interface Table {
  readonly rowCount: number
  /** In the order of the source. */
  readonly columns: ReadonlyMap<string, Column>
  readonly source?: TableSource
}

/** @throws MillraceError `bad-input` when the columns differ in length. */
export function createTable(
  columns: Iterable<readonly [string, Column]>,
  source?: TableSource,
): Table {
  const map = new Map(columns)
  let rowCount: number | undefined
  for (const [name, column] of map) {
    const length = columnLength(column)
    rowCount ??= length
    if (length !== rowCount) {
      throw new MillraceError(
        'bad-input',
        `column ${name}: unequal lengths, expected ${rowCount} rows, got ${length}`,
      )
    }
  }
  return { rowCount: rowCount ?? 0, columns: map, ...(source && { source }) }
}

export function columnLength(column: Column): number {
  return column.kind === 'text' ? column.codes.length : column.values.length
}

export function isMissingAt(column: Column, row: number): boolean {
  if (column.kind === 'text') return column.codes[row]! < 0
  if (column.kind === 'boolean') return column.values[row]! < 0
  return Number.isNaN(column.values[row])
}

/** The rows of a table at the given places, in that order. */
export function rowsAt(table: Table, places: ArrayLike<number>): Table {
  return createTable([...table.columns].map(([name, column]) => [name, takeRows(column, places)]))
}

function takeRows(column: Column, places: ArrayLike<number>): Column {
  switch (column.kind) {
    case 'text':
      return { ...column, codes: Int32Array.from(places, (row) => column.codes[row]!) }
    case 'boolean':
      return { ...column, values: Int8Array.from(places, (row) => column.values[row]!) }
    case 'number':
    case 'time':
      return { ...column, values: Float64Array.from(places, (row) => column.values[row]!) }
  }
}

/** `demand.csv row 14`, or `row 14` (counted from 1) for a table that came from no file. */
export function describeRow(table: Table, row: number): string {
  return table.source ? `${table.source.path} row ${table.source.lineOf(row)}` : `row ${row + 1}`
}

/** The column of that name, of that kind. @throws MillraceError `not-found` or `bad-input`. */
export function columnOf<K extends ColumnKind>(
  table: Table,
  name: string,
  kind: K,
): Extract<Column, { kind: K }> {
  const column = table.columns.get(name)
  if (!column) {
    const known = [...table.columns.keys()].join(', ')
    throw new MillraceError('not-found', `column ${name}: missing, expected one of ${known}`)
  }
  if (column.kind !== kind) {
    throw new MillraceError(
      'bad-input',
      `column ${name}: wrong kind, expected ${kind}, got ${column.kind}`,
    )
  }
  // Safe: the discriminant was compared on the line above.
  return column as Extract<Column, { kind: K }>
}
