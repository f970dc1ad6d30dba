// Tables of the same columns as one.

import { type Column, createTable, type Table } from './table.ts'

/** The rows of all blocks as they come, end to end. */
export async function collectTables(blocks: AsyncIterable<Table>): Promise<Table> {
  const parts: Table[] = []
  for await (const block of blocks) parts.push(block)
  return joinTables(parts)
}

/** Rows end to end; the columns are those of the first table. */
export function joinTables(parts: readonly Table[]): Table {
  const [first] = parts
  return createTable(
    [...(first?.columns.keys() ?? [])].map((name) => [
      name,
      joinColumns(parts.map((part) => part.columns.get(name)!)),
    ]),
  )
}

function joinColumns(columns: readonly Column[]): Column {
  const [first] = columns
  if (first?.kind === 'text') {
    const levels: string[] = []
    const codeOf = new Map<string, number>()
    const codes = columns.flatMap((column) => {
      if (column.kind !== 'text') return []
      const map = column.levels.map((level) => {
        if (!codeOf.has(level)) codeOf.set(level, levels.push(level) - 1)
        return codeOf.get(level)!
      })
      return Array.from(column.codes, (code) => (code < 0 ? -1 : map[code]!))
    })
    return { kind: 'text', levels, codes: Int32Array.from(codes) }
  }
  const values = columns.flatMap((column) =>
    column.kind === 'text' ? [] : Array.from(column.values),
  )
  if (first?.kind === 'boolean') return { kind: 'boolean', values: Int8Array.from(values) }
  return { kind: first?.kind ?? 'number', values: Float64Array.from(values) }
}
