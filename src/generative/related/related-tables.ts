// Drawn parents and children as tables: keys are made fresh, so that every child's parent is there.

import { type Column, createTable, rowsAt, type Table } from '../../data/table/table.ts'
import { tableOf } from '../tables/row-matrix.ts'
import type { StoredRelatedModel } from './related-file.ts'
import type { RelatedTables } from './related-rows.ts'

export interface DrawnChildren {
  /** Rows of the child's schema, parent after parent. */
  readonly values: Float64Array
  readonly starts: Uint32Array
}

/** The rows `from` to `to` of drawn parents, without the profile of their children. */
export function parentTable(
  { profile }: StoredRelatedModel,
  drawn: Table,
  from: number,
  to: number,
): Table {
  const hidden = new Set([
    profile.length,
    ...profile.courses,
    ...profile.parts.map(({ name }) => name),
  ])
  const rows = rowsAt(
    drawn,
    Array.from({ length: to - from }, (_, i) => from + i),
  )
  return createTable([...rows.columns].filter(([name]) => !hidden.has(name)))
}

/** Both tables of a block, or the one that holds both. */
export function tablesOf(
  { description }: StoredRelatedModel,
  parents: Table,
  { values, starts }: DrawnChildren,
  childrenBefore: number,
): RelatedTables {
  const { parent, child } = description.schema
  const owners = new Uint32Array(starts.at(-1)!)
  for (let p = 0; p < parents.rowCount; p++) owners.fill(p, starts[p], starts[p + 1])
  const own = tableOf(child, values, childrenBefore)
  const ofParents = rowsAt(parents, owners)
  const key = ofParents.columns.get(parent.key)!
  const found = new Map<string, Column>([
    ...(parent.table === undefined ? ofParents.columns : []),
    [child.key, key],
    ...own.columns,
  ])
  // As the table of the data has them.
  const places = new Map(description.columns.map((name, place) => [name, place]))
  const columns = [...found].sort(([a], [b]) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
  const children = createTable(columns)
  return parent.table === undefined ? { children } : { parents, children }
}
