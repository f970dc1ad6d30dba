// Keys between two tables: which child belongs to which parent.

import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { formatValue } from './cell.ts'
import { listed } from './schema.ts'
import { createTable, describeRow, isMissingAt, rowsAt, type Table } from './table.ts'

/**
 * The texts of a column of keys, by row.
 * @throws MillraceError `not-found` for an unknown column, `bad-input` for a gap.
 */
export function keysOf(
  table: Table,
  name: string,
  gaps: 'refused' | 'may be missing' = 'refused',
): string[] {
  const column = table.columns.get(name)
  if (!column) {
    const known = [...table.columns.keys()]
    const near = nearestName(name, known)
    throw new MillraceError(
      'not-found',
      `${table.source?.path ?? 'table'}, column ${name}: missing, expected one of ${listed(known)}`,
      near === undefined ? {} : { hint: `Did you mean ${near}?` },
    )
  }
  return Array.from({ length: table.rowCount }, (_, row) => {
    if (!isMissingAt(column, row)) {
      return column.kind === 'text'
        ? column.levels[column.codes[row]!]!
        : formatValue(column.kind, column.values[row]!)
    }
    if (gaps === 'may be missing') return ''
    throw new MillraceError(
      'bad-input',
      `${describeRow(table, row)}, field ${name}: missing, expected a key, got nothing`,
    )
  })
}

/** One row per entity, in the order of their first rows, with the fields that are the entity's own. */
export function parentsWithin(table: Table, key: string, own: readonly string[]): Table {
  const firstOf = new Map<string, number>()
  keysOf(table, key).forEach((text, row) => {
    if (!firstOf.has(text)) firstOf.set(text, row)
  })
  const rows = rowsAt(table, [...firstOf.values()])
  return createTable([key, ...own].map((name) => [name, rows.columns.get(name)!]))
}
