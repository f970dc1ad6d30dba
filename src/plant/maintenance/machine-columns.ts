// The two columns that every table of a fleet has: which machine a row is about, and at which cycle.

import { createFindingCounter, type Finding } from '../../data/preparation/finding.ts'
import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { type Column, describeRow, isMissingAt, type Table } from '../../data/table/table.ts'

export interface MachineRows {
  /** In the order of their first appearance, each as it is written there. */
  readonly levels: readonly string[]
  /** The same as `machineKey` has them, by which machines of two tables are joined. */
  readonly keys: readonly string[]
  /** Rows of each machine, in the order of the table. */
  readonly rows: readonly (readonly number[])[]
  /** Names that another row spells otherwise. */
  readonly findings: readonly Finding[]
}

export interface CycleValues {
  readonly name: string
  readonly kind: 'number' | 'time'
  /** Cycles; hours since 1970 where the column holds times. */
  readonly values: Float64Array
}

/**
 * A machine may be named by text or by a number; case, and blanks around a name, tell no machines apart.
 * @throws MillraceError for a row without one.
 */
export function machinesOf(table: Table, name: string): MachineRows {
  const column = requireFilled(table, name)
  if (column.kind !== 'text' && column.kind !== 'number') {
    throw wrongKind(table, name, 'text or a number', column)
  }
  const bySpelling = new Map<string, { readonly machine: string; readonly rows: number[] }>()
  const byKey = new Map<string, { readonly machine: string; readonly rows: number[] }>()
  const joined = createFindingCounter()
  for (let row = 0; row < table.rowCount; row++) {
    const text =
      column.kind === 'text' ? column.levels[column.codes[row]!]! : String(column.values[row])
    let own = bySpelling.get(text)
    if (!own) {
      const key = machineKey(text)
      own = byKey.get(key) ?? { machine: text.trim(), rows: [] }
      bySpelling.set(text, own)
      byKey.set(key, own)
      if (own.machine !== text) joined.add(() => `${JSON.stringify(text)}: ${own!.machine}`)
    }
    own.rows.push(row)
  }
  const machines = [...byKey.values()]
  return {
    levels: machines.map(({ machine }) => machine),
    keys: [...byKey.keys()],
    rows: machines.map(({ rows }) => rows),
    findings: joined.toFindings({
      kind: 'spelling',
      subject: table.source?.path ?? 'table',
      column: name,
      action: 'joined',
    }),
  }
}

/** What is left of a machine's name without case, width of letters, and blanks around or doubled. */
export function machineKey(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
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
