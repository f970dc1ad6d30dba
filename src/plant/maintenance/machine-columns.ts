// The two columns that every table of a fleet has: which machine a row is about, and at which cycle.

import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { type Column, describeRow, isMissingAt, type Table } from '../../data/table/table.ts'

export interface MachineRows {
  /** In the order of their first appearance. */
  readonly levels: readonly string[]
  /** Rows of each machine, in the order of the table. */
  readonly rows: readonly (readonly number[])[]
}

export interface CycleValues {
  readonly name: string
  readonly kind: 'number' | 'time'
  /** Cycles; hours since 1970 where the column holds times. */
  readonly values: Float64Array
}

/** A machine may be named by text or by a number. @throws MillraceError for a row without one. */
export function machinesOf(table: Table, name: string): MachineRows {
  const column = requireFilled(table, name)
  if (column.kind !== 'text' && column.kind !== 'number') {
    throw wrongKind(table, name, 'text or a number', column)
  }
  const rows = new Map<string, number[]>()
  for (let row = 0; row < table.rowCount; row++) {
    const machine =
      column.kind === 'text' ? column.levels[column.codes[row]!]! : String(column.values[row])
    const own = rows.get(machine)
    if (own) own.push(row)
    else rows.set(machine, [row])
  }
  return { levels: [...rows.keys()], rows: [...rows.values()] }
}

/** @throws MillraceError for a row without a cycle. */
export function cyclesOf(table: Table, name: string): CycleValues {
  const column = requireFilled(table, name)
  if (column.kind === 'number') return { name, kind: 'number', values: column.values }
  if (column.kind !== 'time') throw wrongKind(table, name, 'numbers or times', column)
  return { name, kind: 'time', values: column.values.map((instant) => instant / 3_600_000) }
}

function requireFilled(table: Table, name: string): Column {
  const column = table.columns.get(name)
  const subject = table.source?.path ?? 'table'
  if (!column) {
    const names = [...table.columns.keys()]
    const near = nearestName(name, names)
    throw new MillraceError(
      'not-found',
      `${subject}: column ${name} is missing, expected it, got ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', ...' : ''}`,
      { hint: near ? `did you mean ${near}?` : 'say which columns hold machine and cycle' },
    )
  }
  for (let row = 0; row < table.rowCount; row++) {
    if (!isMissingAt(column, row)) continue
    throw new MillraceError(
      'bad-input',
      `${describeRow(table, row)}, column ${name}: missing value, expected one in every row, got an empty cell`,
    )
  }
  return column
}

function wrongKind(table: Table, name: string, expected: string, { kind }: Column): MillraceError {
  return new MillraceError(
    'bad-input',
    `${table.source?.path ?? 'table'}: column ${name} has the wrong kind, expected ${expected}, got ${kind}`,
  )
}
