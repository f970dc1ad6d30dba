// What every model of related tables is measured beside and that needs no model: parents drawn again with
// their children, and the same with children whose fields come from any child.

import { type Column, createTable, rowsAt } from '../../../data/table/table.ts'
import type { Random } from '../../../random.ts'
import type { KeyNames, TablePair } from './cardinality.ts'
import { sequencesOf } from './sequences.ts'

/** Whole parents drawn with replacement, with fresh keys: perfect in all but privacy. */
export function redrawnParents(tables: TablePair, keys: KeyNames, random: Random): TablePair {
  const { parents, children } = tables
  const { rows, starts, keys: owners } = sequencesOf(children, keys.child)
  const placeOf = new Map(owners.map((key, place) => [key, place]))
  const drawn = Array.from({ length: parents.rowCount }, () => random.integer(parents.rowCount))
  const own: number[] = []
  const fresh: number[] = []
  const parentKeys = keyTexts(tables, keys)
  for (const [place, parent] of drawn.entries()) {
    const sequence = placeOf.get(parentKeys[parent]!)
    if (sequence === undefined) continue
    for (const row of rows.subarray(starts[sequence], starts[sequence + 1])) {
      own.push(row)
      fresh.push(place)
    }
  }
  const key = (values: readonly number[]): Column => ({
    kind: 'number',
    values: Float64Array.from(values),
  })
  return {
    parents: withColumn(rowsAt(parents, drawn), keys.parent, key([...drawn.keys()])),
    children: withColumn(rowsAt(children, own), keys.child, key(fresh)),
  }
}

/** The same parents with as many children, whose every field is that of any child; the order stays. */
export function unrelatedChildren(
  tables: TablePair,
  keys: KeyNames,
  order: string | undefined,
  random: Random,
): TablePair {
  const again = redrawnParents(tables, keys, random.split('parents'))
  const columns = [...again.children.columns].map(([name, column]) => {
    if (name === keys.child || name === order) return [name, column] as const
    const places = Uint32Array.from({ length: again.children.rowCount }, (_, row) => row)
    const shuffled = rowsAt(createTable([[name, column]]), random.split(name).shuffle(places))
    return [name, shuffled.columns.get(name)!] as const
  })
  return { ...again, children: createTable(columns) }
}

function keyTexts({ parents }: TablePair, keys: KeyNames): readonly string[] {
  return sequencesOf(parents, keys.parent).keys
}

function withColumn(
  table: TablePair['parents'],
  name: string,
  column: Column,
): TablePair['parents'] {
  return createTable(
    [...table.columns].map(([other, own]) => [other, other === name ? column : own]),
  )
}
