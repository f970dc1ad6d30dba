// The children of each parent together and in their order, as the metrics of sequences see them.

import { keysOf } from '../../../data/table/related-tables.ts'
import type { Table } from '../../../data/table/table.ts'

/** Row numbers of a table: those of parent p stand at `starts[p]` to `starts[p + 1]`, in their order. */
export interface Sequences {
  readonly rows: Int32Array
  readonly starts: Uint32Array
  /** The parents' keys. */
  readonly keys: readonly string[]
}

/** @param order a column of numbers or times; without it the rows stay in the order of the table. */
export function sequencesOf(table: Table, key: string, order?: string): Sequences {
  const texts = keysOf(table, key)
  const places = new Map<string, number>()
  for (const text of texts) if (!places.has(text)) places.set(text, places.size)
  const owners = texts.map((text) => places.get(text)!)
  const column = order === undefined ? undefined : table.columns.get(order)
  const at = (row: number): number =>
    column && column.kind !== 'text' ? Number(column.values[row]) : row
  const rows = Int32Array.from(owners, (_, row) => row).sort(
    (a, b) => owners[a]! - owners[b]! || at(a) - at(b) || a - b,
  )
  const starts = new Uint32Array(places.size + 1)
  for (const owner of owners) starts[owner + 1]!++
  for (let p = 0; p < places.size; p++) starts[p + 1]! += starts[p]!
  return { rows, starts, keys: [...places.keys()] }
}

/** A column's values, one array per parent. */
export function sequenceValues({ rows, starts }: Sequences, values: Float64Array): Float64Array[] {
  return Array.from({ length: starts.length - 1 }, (_, p) =>
    Float64Array.from(rows.subarray(starts[p], starts[p + 1]), (row) => values[row]!),
  )
}
