// What every model of records is measured beside and that needs no model: independent columns, and the
// training rows drawn again, which is perfect in all but privacy.

import { createTable, type Column, type Table } from '../../data/table/table.ts'
import type { Random } from '../../random.ts'

/** Every column drawn from its own values, without regard to the others. */
export function independentColumns(table: Table, rowCount: number, random: Random): Table {
  return createTable(
    [...table.columns].map(([name, column]) => [
      name,
      valuesAt(column, drawRows(table.rowCount, rowCount, random.split(name))),
    ]),
  )
}

/** Whole rows drawn with replacement: a bootstrap sample. */
export function redrawnRows(table: Table, rowCount: number, random: Random): Table {
  return rowsAt(table, drawRows(table.rowCount, rowCount, random))
}

/** The rows of a table at these places, in this order. */
export function rowsAt(table: Table, rows: Int32Array): Table {
  return createTable([...table.columns].map(([name, column]) => [name, valuesAt(column, rows)]))
}

function drawRows(from: number, count: number, random: Random): Int32Array {
  return Int32Array.from({ length: count }, () => random.integer(from))
}

function valuesAt(column: Column, rows: Int32Array): Column {
  if (column.kind === 'text') {
    return { ...column, codes: rows.map((row) => column.codes[row]!) }
  }
  if (column.kind === 'boolean') {
    return { ...column, values: Int8Array.from(rows, (row) => column.values[row]!) }
  }
  return { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
}
