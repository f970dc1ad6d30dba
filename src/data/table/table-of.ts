// Tables of results: columns from plain values, in the order of their rows.

import { createTable, type NumberColumn, type Table, type TextColumn } from './table.ts'

/** Null is a missing value, as NaN is. */
export function numberColumn(values: Iterable<number | null>): NumberColumn {
  return { kind: 'number', values: Float64Array.from(values, (value) => value ?? Number.NaN) }
}

/** Null and the empty text are missing values. */
export function textColumn(values: readonly (string | null)[]): TextColumn {
  const codeOf = new Map<string, number>()
  const codes = Int32Array.from(values, (value) => {
    if (value === null || value === '') return -1
    const code = codeOf.get(value) ?? codeOf.size
    codeOf.set(value, code)
    return code
  })
  return { kind: 'text', codes, levels: [...codeOf.keys()] }
}

/** A column of numbers where all of its cells are numbers, and otherwise one of texts. */
export function tableOf<Row>(
  rows: readonly Row[],
  columns: Readonly<Record<string, (row: Row) => string | number>>,
): Table {
  return createTable(
    Object.entries(columns).map(([name, cellOf]) => {
      const cells = rows.map(cellOf)
      const isNumeric = cells.every((cell) => typeof cell === 'number')
      return [name, isNumeric ? numberColumn(cells) : textColumn(cells.map(String))]
    }),
  )
}
