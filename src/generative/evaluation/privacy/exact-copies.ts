// Rows that stand in both tables, value for value.

import { type AlignedColumn, lengthOf } from '../../../data/table/aligned-columns.ts'
import { type Share, shareOf } from './interval.ts'

/** Share of the rows of the first table that equal a row of the second one in every field. */
export function exactCopies(
  rows: readonly AlignedColumn[],
  reference: readonly AlignedColumn[],
): Share {
  const known = new Set<string>()
  const referenceRows = lengthOf(reference[0]!)
  for (let row = 0; row < referenceRows; row++) known.add(rowKey(reference, row))
  const count = lengthOf(rows[0]!)
  let copies = 0
  for (let row = 0; row < count; row++) copies += +known.has(rowKey(rows, row))
  return shareOf(copies, count)
}

function rowKey(columns: readonly AlignedColumn[], row: number): string {
  return columns
    .map((column) => (column.kind === 'number' ? column.values[row] : column.codes[row]))
    .join()
}
