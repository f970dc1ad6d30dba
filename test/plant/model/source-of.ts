// A table from a few lines of text, so that a test shows the file it is about.

import { createTable, type Column } from '../../../src/data/table/table.ts'
import type { Source } from '../../../src/plant/model/rows.ts'

/** A column whose every cell is a number or empty is a number column; commas cannot be quoted. */
export function sourceOf(
  file: string,
  text: string,
  columns: Readonly<Record<string, string>> = {},
): Source {
  const [header, ...rows] = text.split('\n').map((line) => line.split(','))
  const table = createTable(
    header!.map((name, index) => [name, columnFrom(rows.map((row) => row[index] ?? ''))]),
  )
  return { file, table, columns }
}

function columnFrom(cells: readonly string[]): Column {
  if (cells.every((cell) => cell === '' || Number.isFinite(Number(cell)))) {
    return {
      kind: 'number',
      values: Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell))),
    }
  }
  const levels = [...new Set(cells.filter((cell) => cell !== ''))]
  return { kind: 'text', codes: Int32Array.from(cells, (cell) => levels.indexOf(cell)), levels }
}
