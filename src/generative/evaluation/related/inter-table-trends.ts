// Whether children go with their parents: trends of pairs of a parent's and a child's column, over each child
// beside its parent. Intertable Trends of SDMetrics 0.32.

import { keysOf } from '../../../data/table/related-tables.ts'
import type { AlignedColumn } from '../../../data/table/aligned-columns.ts'
import { takeRows } from '../../../data/table/aligned-columns.ts'
import { mean, type PairQuality, pairQuality } from '../fidelity/quality.ts'
import type { KeyNames, TablePair } from './cardinality.ts'

export interface InterTableTrends {
  /** Mean over the pairs; NaN where there are none. */
  readonly score: number
  readonly pairs: readonly PairQuality[]
}

/** Aligned columns of parents and of children. */
export interface AlignedPair {
  readonly parents: readonly AlignedColumn[]
  readonly children: readonly AlignedColumn[]
}

/** @param owners per child, the row of its parent. */
export function interTableTrends(
  real: AlignedPair & { readonly owners: Int32Array },
  synthetic: AlignedPair & { readonly owners: Int32Array },
): InterTableTrends {
  const pairs = real.parents.flatMap((parent, i) => {
    const realParent = takeRows(parent, real.owners)
    const syntheticParent = takeRows(synthetic.parents[i]!, synthetic.owners)
    return real.children.map((child, j) =>
      pairQuality([realParent, child], [syntheticParent, synthetic.children[j]!]),
    )
  })
  return { score: mean(pairs.map(({ score }) => score)), pairs }
}

/** Per child, the row of its parent. Children without one are an error elsewhere, and have the first one here. */
export function ownersOf({ parents, children }: TablePair, keys: KeyNames): Int32Array {
  const places = new Map(keysOf(parents, keys.parent).map((key, row) => [key, row]))
  return Int32Array.from(keysOf(children, keys.child), (key) => places.get(key) ?? 0)
}
