// Tables as the metrics see them: numbers, and categories whose levels are the same in all tables.

import { MillraceError } from '../../errors.ts'
import { type Column, type Table } from './table.ts'

/** What a column is, where its storage leaves it open: a number may be a label. */
export interface EvaluationField {
  readonly name: string
  readonly kind: 'number' | 'category' | 'time' | 'boolean'
}

/** NaN is missing; a time is a number of milliseconds. */
export interface NumberValues {
  readonly kind: 'number'
  readonly name: string
  readonly isTime: boolean
  readonly values: Float64Array
}

/** Codes into levels that all aligned tables share; -1 is missing. */
export interface CategoryValues {
  readonly kind: 'category'
  readonly name: string
  readonly codes: Int32Array
  readonly levels: readonly string[]
}

export type AlignedColumn = NumberValues | CategoryValues

/** The kinds that the columns of a table have by their storage: text is a category. */
export function fieldsOf(table: Table): EvaluationField[] {
  return [...table.columns].map(([name, { kind }]) => ({
    name,
    kind: kind === 'text' ? 'category' : kind,
  }))
}

/**
 * The fields of several tables, shape [tables][fields]; the levels of a category are those of the
 * first table, then those that only later tables have.
 * @throws MillraceError `bad-input` where a table lacks a field or holds another kind in it.
 */
export function alignTables(
  tables: readonly Table[],
  fields: readonly EvaluationField[],
): AlignedColumn[][] {
  const perField = fields.map((field) => {
    const columns = tables.map((table) => table.columns.get(field.name))
    if (columns.some((column) => column === undefined)) {
      throw new MillraceError(
        'bad-input',
        `column ${field.name}: missing in one of the tables, expected it in all of them`,
      )
    }
    // Safe: the line above leaves no undefined.
    return alignColumn(field, columns as Column[])
  })
  return tables.map((_, t) => perField.map((columns) => columns[t]!))
}

function alignColumn({ name, kind }: EvaluationField, columns: readonly Column[]): AlignedColumn[] {
  if (kind === 'number' || kind === 'time') {
    return columns.map((column) => {
      if (column.kind === 'text' || column.kind === 'boolean') {
        throw new MillraceError(
          'bad-input',
          `column ${name}: wrong kind, expected ${kind}, got ${column.kind}`,
        )
      }
      return { kind: 'number', name, isTime: kind === 'time', values: column.values }
    })
  }
  const codeOf = new Map<string, number>()
  const coded = columns.map((column) => codesOf(column, codeOf))
  const levels = [...codeOf.keys()]
  return coded.map((codes) => ({ kind: 'category', name, codes, levels }))
}

function codesOf(column: Column, codeOf: Map<string, number>): Int32Array {
  const code = (level: string): number => {
    const known = codeOf.get(level)
    if (known !== undefined) return known
    codeOf.set(level, codeOf.size)
    return codeOf.size - 1
  }
  if (column.kind === 'text') {
    const map = column.levels.map(() => -1)
    return column.codes.map((old) => (old < 0 ? -1 : (map[old] = code(column.levels[old]!))))
  }
  const isBoolean = column.kind === 'boolean'
  const codes = new Int32Array(column.values.length)
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row]!
    const isMissing = isBoolean ? value < 0 : Number.isNaN(value)
    codes[row] = isMissing ? -1 : code(isBoolean ? String(value === 1) : String(value))
  }
  return codes
}

/** The rows of a column, in the order given. */
export function takeRows<C extends AlignedColumn>(column: C, rows: Int32Array): C {
  return column.kind === 'number'
    ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
    : { ...column, codes: rows.map((row) => column.codes[row]!) }
}

export function lengthOf(column: AlignedColumn): number {
  return column.kind === 'number' ? column.values.length : column.codes.length
}

/** The rows of aligned columns one table after the other. */
export function joinRows(
  first: readonly AlignedColumn[],
  second: readonly AlignedColumn[],
): AlignedColumn[] {
  return first.map((a, i) => {
    const b = second[i]!
    if (a.kind === 'number' && b.kind === 'number') {
      const values = new Float64Array(a.values.length + b.values.length)
      values.set(a.values)
      values.set(b.values, a.values.length)
      return { ...a, values }
    }
    if (a.kind === 'category' && b.kind === 'category') {
      const codes = new Int32Array(a.codes.length + b.codes.length)
      codes.set(a.codes)
      codes.set(b.codes, a.codes.length)
      return { ...a, codes }
    }
    throw new MillraceError('bad-input', `column ${a.name}: of two kinds in tables that are joined`)
  })
}
