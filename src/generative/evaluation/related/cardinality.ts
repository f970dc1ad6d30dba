// How many children parents have, and whether every child has one; definitions of SDMetrics 0.32.

import { keysOf } from '../../../data/table/related-tables.ts'
import type { Table } from '../../../data/table/table.ts'
import { ksComplement } from '../fidelity/ks-complement.ts'

/** A table of parents and the children that name them. */
export interface TablePair {
  readonly parents: Table
  readonly children: Table
}

export interface KeyNames {
  readonly parent: string
  readonly child: string
}

/** Number of children per parent, zeros with them. */
export function cardinalities({ parents, children }: TablePair, keys: KeyNames): Float64Array {
  const counts = new Map(keysOf(parents, keys.parent).map((key) => [key, 0]))
  for (const key of keysOf(children, keys.child)) {
    const count = counts.get(key)
    if (count !== undefined) counts.set(key, count + 1)
  }
  return Float64Array.from(counts.values())
}

/** CardinalityShapeSimilarity: KSComplement of the numbers of children. */
export function cardinalityShapeSimilarity(
  real: TablePair,
  synthetic: TablePair,
  keys: KeyNames,
): number {
  return ksComplement(cardinalities(real, keys), cardinalities(synthetic, keys))
}

/** ReferentialIntegrity: share of the children whose parent is there. */
export function referentialIntegrity({ parents, children }: TablePair, keys: KeyNames): number {
  const known = new Set(keysOf(parents, keys.parent))
  const owners = keysOf(children, keys.child)
  return owners.length === 0 ? 1 : owners.filter((key) => known.has(key)).length / owners.length
}
