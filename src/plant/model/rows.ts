// Cells of a plant's CSV by our names, through the column mapping of plant.yaml. Every complaint names
// the file, the row and the column as the person who made the file sees them (the header is row 1).

import { MillraceError } from '../../errors.ts'
import { numberHint } from '../../data/table/cell.ts'
import type { Column, Table } from '../../data/table/table.ts'
import { nearestName } from '../../near-name.ts'

export interface Source {
  /** As written in plant.yaml, for messages. */
  readonly file: string
  readonly table: Table
  /** Our name to the name in the file; a name that is absent maps to itself. */
  readonly columns: Readonly<Record<string, string | undefined>>
}

/** One row of a source; `row` is its line in the file when no cell spans lines. */
export interface Row {
  readonly row: number
  /** The trimmed text, or undefined where the column or the cell is missing. */
  text(name: string): string | undefined
  /** @throws MillraceError `bad-input` where the cell is missing. */
  requiredText(name: string): string
  /** A finite number, or undefined where the column or the cell is missing. */
  number(name: string, range?: Range): number | undefined
  /** @throws MillraceError `bad-input` where the cell is missing. */
  requiredNumber(name: string, range?: Range): number
  /** `items.csv row 7, column price`. */
  place(name: string): string
}

export interface Range {
  readonly minimum?: number
  readonly above?: number
  readonly below?: number
  readonly isInteger?: boolean
}

/** @throws MillraceError `bad-input` when a mapped or a required column is not in the file. */
export function rowsOf(source: Source, required: readonly string[]): Row[] {
  const columns = new Map<string, Column>()
  const nameInFile = (name: string): string => source.columns[name] ?? name
  for (const name of [...Object.keys(source.columns), ...required]) requireColumn(source, name)

  const columnFor = (name: string): Column | undefined => {
    const column = columns.get(name) ?? source.table.columns.get(nameInFile(name))
    if (column) columns.set(name, column)
    return column
  }
  return Array.from({ length: source.table.rowCount }, (_, index) => {
    const row = source.table.source?.lineOf(index) ?? index + 2
    return rowAt(
      index,
      row,
      columnFor,
      (name) => `${source.file} row ${row}, column ${nameInFile(name)}`,
    )
  })
}

function requireColumn(source: Source, name: string): void {
  const mapped = source.columns[name] ?? name
  if (source.table.columns.has(mapped)) return
  const known = [...source.table.columns.keys()]
  const nearest = nearestName(mapped, known)
  throw new MillraceError(
    'bad-input',
    `${source.file}: column ${mapped} is missing, expected it for "${name}", got ${known.join(', ')}`,
    {
      hint: nearest
        ? `Did you mean ${nearest}? Map it in plant.yaml: columns: { ${name}: ${nearest} }`
        : `Name the column that holds it in plant.yaml: columns: { ${name}: ... }`,
    },
  )
}

function rowAt(
  index: number,
  row: number,
  columnFor: (name: string) => Column | undefined,
  place: (name: string) => string,
): Row {
  const text = (name: string): string | undefined => {
    const column = columnFor(name)
    return column && cellText(column, index)
  }
  const number = (name: string, range: Range = {}): number | undefined => {
    const column = columnFor(name)
    if (!column) return undefined
    const cell = cellText(column, index)
    if (cell === undefined) return undefined
    const value = column.kind === 'number' ? column.values[index]! : Number(cell)
    const expected = describeRange(range)
    const problem = Number.isFinite(value)
      ? isWithin(value, range)
        ? undefined
        : 'out of range'
      : 'not a number'
    if (problem) {
      const hint = column.kind === 'text' ? numberHint(cell) : undefined
      throw new MillraceError(
        'bad-input',
        `${place(name)}: ${problem}, expected ${expected}, got ${column.kind === 'number' ? cell : `"${cell}"`}`,
        hint === undefined ? {} : { hint },
      )
    }
    return value
  }
  const required = <T>(name: string, value: T | undefined, expected: string): T => {
    if (value !== undefined) return value
    throw new MillraceError('bad-input', `${place(name)}: empty, expected ${expected}, got nothing`)
  }
  return {
    row,
    text,
    number,
    place,
    requiredText: (name) => required(name, text(name), 'a value'),
    requiredNumber: (name, range) =>
      required(name, number(name, range), describeRange(range ?? {})),
  }
}

function cellText(column: Column, index: number): string | undefined {
  if (column.kind === 'text') {
    const cell = column.levels[column.codes[index]!]?.trim()
    return cell === '' ? undefined : cell
  }
  const value = column.values[index]!
  if (column.kind === 'boolean') return value < 0 ? undefined : String(value === 1)
  if (Number.isNaN(value)) return undefined
  return column.kind === 'time' ? isoLabel(value) : String(value)
}

/** `2026-11-22` for midnight UTC, otherwise the full instant. */
function isoLabel(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}

function isWithin(value: number, { minimum, above, below, isInteger }: Range): boolean {
  return (
    value >= (minimum ?? -Infinity) &&
    value > (above ?? -Infinity) &&
    value < (below ?? Infinity) &&
    (!isInteger || Number.isInteger(value))
  )
}

function describeRange({ minimum, above, below, isInteger }: Range): string {
  const parts = [isInteger ? 'a whole number' : 'a number']
  if (minimum !== undefined) parts.push(`of at least ${minimum}`)
  if (above !== undefined) parts.push(`above ${above}`)
  if (below !== undefined) parts.push(`below ${below}`)
  return parts.join(' ')
}
