// Two related tables as rows of numbers: the children of each parent together, in their order.

import { MillraceError } from '../../errors.ts'
import { keysOf, parentsWithin } from '../../data/table/related-tables.ts'
import type { RelatedSchema } from '../../data/table/related-schema.ts'
import { modelledFields } from '../../data/table/schema.ts'
import { describeRow, type Table } from '../../data/table/table.ts'
import { type RowMatrix, rowsOf } from '../tables/row-matrix.ts'

/** The parents' table is absent where their fields stand in the table of the children. */
export interface RelatedTables {
  readonly parents?: Table | undefined
  readonly children: Table
}

export interface RelatedRows {
  /** One row per parent. */
  readonly parents: Table
  /** Rows of the child's schema, parent after parent and each in its order. */
  readonly children: RowMatrix
  /** Children of parent p: rows `starts[p]` to `starts[p + 1]`. */
  readonly starts: Uint32Array
  /** The row of the table that each of these children came from. */
  readonly rows: Uint32Array
}

/**
 * @throws MillraceError `bad-input` for a child without parent, a parent that stands there twice, or
 *   values that the schema does not know; `not-found` for a column that is not there.
 */
export function relatedRows(schema: RelatedSchema, tables: RelatedTables): RelatedRows {
  const { parent, child } = schema
  const parents = tables.parents ?? ownParents(schema, tables.children)
  const places = placesOf(parents, parent.key)
  const childKeys = keysOf(tables.children, child.key)
  const owners = Uint32Array.from(childKeys, (key, row) => {
    const place = places.get(key)
    if (place !== undefined) return place
    throw new MillraceError(
      'bad-input',
      `${describeRow(tables.children, row)}, field ${child.key}: no parent, expected a ${parent.key} of ${parent.table ?? child.table}, got ${key}`,
    )
  })
  const unordered = rowsOf(child, tables.children)
  const width = unordered.fields.length
  const order = orderPlace(schema)
  const rows = Uint32Array.from(owners, (_, row) => row).sort((a, b) => {
    if (owners[a] !== owners[b]) return owners[a]! - owners[b]!
    const later =
      order === undefined
        ? 0
        : unordered.values[a * width + order]! - unordered.values[b * width + order]!
    return later === 0 ? a - b : later
  })
  const values = new Float64Array(unordered.values.length)
  const starts = new Uint32Array(parents.rowCount + 1)
  rows.forEach((row, place) => {
    values.set(unordered.values.subarray(row * width, (row + 1) * width), place * width)
    starts[owners[row]! + 1]!++
  })
  for (let p = 0; p < parents.rowCount; p++) starts[p + 1]! += starts[p]!
  return { parents, children: { ...unordered, values }, starts, rows }
}

/** The place of the order among the fields of a child's rows. */
export function orderPlace({ child }: RelatedSchema): number | undefined {
  if (child.order === undefined) return undefined
  return modelledFields(child).findIndex(([name]) => name === child.order)
}

function ownParents({ parent, child }: RelatedSchema, table: Table): Table {
  const own = Object.keys(parent.fields).filter((name) => name !== parent.key)
  const texts = own.map((name) => keysOf(table, name, 'may be missing'))
  const found = parentsWithin(table, child.key, own)
  const firsts = placesOf(found, child.key)
  const keys = keysOf(table, child.key)
  for (const [i, name] of own.entries()) {
    const values = texts[i]!
    const steady = keysOf(found, name, 'may be missing')
    const changed = keys.findIndex((key, row) => steady[firsts.get(key)!] !== values[row])
    if (changed < 0) continue
    throw new MillraceError(
      'bad-input',
      `${describeRow(table, changed)}, field ${name}: changes within ${child.key} ${keys[changed]}, expected one value for each, got ${values[changed] || 'nothing'}`,
      { hint: `move ${name} from parent.fields to child.fields` },
    )
  }
  return found
}

function placesOf(table: Table, key: string): Map<string, number> {
  const places = new Map<string, number>()
  keysOf(table, key).forEach((text, row) => {
    if (places.has(text)) {
      throw new MillraceError(
        'bad-input',
        `${describeRow(table, row)}, field ${key}: there already, expected keys that are all different, got ${text} again`,
      )
    }
    places.set(text, row)
  })
  return places
}
