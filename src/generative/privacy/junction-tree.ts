// Sets of fields as a tree of cliques, in which each field's cliques are connected, so that what is known
// of the sets can be passed along (Lauritzen & Spiegelhalter 1988, doi:10.1111/j.2517-6161.1988.tb01721.x).

import { cellCount } from './marginal.ts'

export interface Clique {
  /** Ascending. */
  readonly fields: readonly number[]
  /** Place of the parent, which comes before; absent for the first. */
  readonly parent: number | undefined
  /** Fields shared with the parent, maybe none. */
  readonly separator: readonly number[]
}

/** A tree of cliques such that each of the sets lies within one; parents come before children. */
export function junctionTree(
  sets: readonly (readonly number[])[],
  sizes: readonly number[],
): Clique[] {
  const cliques = maximalCliques(sets, sizes)
  const [first, ...others] = cliques
  if (!first) return []
  // The tree of the largest separators has the running intersection (Prim 1957).
  const tree: Clique[] = [{ fields: first, parent: undefined, separator: [] }]
  const outside = others.map((fields) => ({ fields, ...linkOf(fields, first, 0) }))
  while (outside.length > 0) {
    let best = 0
    outside.forEach(({ separator }, i) => {
      if (separator.length > outside[best]!.separator.length) best = i
    })
    const [next] = outside.splice(best, 1)
    tree.push(next!)
    for (const [i, other] of outside.entries()) {
      const link = linkOf(other.fields, next!.fields, tree.length - 1)
      if (link.separator.length > other.separator.length) outside[i] = { ...other, ...link }
    }
  }
  return tree
}

/** Cells of all cliques of the tree that the sets would need. */
export function junctionTreeCells(
  sets: readonly (readonly number[])[],
  sizes: readonly number[],
): number {
  return maximalCliques(sets, sizes).reduce((sum, fields) => sum + cellCount(fields, sizes), 0)
}

function linkOf(
  fields: readonly number[],
  other: readonly number[],
  parent: number,
): { parent: number; separator: number[] } {
  return { parent, separator: fields.filter((field) => other.includes(field)) }
}

/** Eliminates the field of the smallest clique first. */
function maximalCliques(
  sets: readonly (readonly number[])[],
  sizes: readonly number[],
): number[][] {
  const neighbours = new Map<number, Set<number>>()
  for (const set of sets) {
    for (const field of set) {
      const own = neighbours.get(field) ?? new Set()
      neighbours.set(field, own)
      for (const other of set) if (other !== field) own.add(other)
    }
  }
  const weightOf = (field: number): number => cellCount([field, ...neighbours.get(field)!], sizes)
  const weights = new Map([...neighbours.keys()].map((field) => [field, weightOf(field)]))
  const cliques: number[][] = []
  while (weights.size > 0) {
    let field = -1
    let least = Infinity
    for (const [other, weight] of weights) {
      if (weight < least) [field, least] = [other, weight]
    }
    const around = [...neighbours.get(field)!]
    const clique = [field, ...around].sort((a, b) => a - b)
    if (!cliques.some((known) => clique.every((own) => known.includes(own)))) cliques.push(clique)
    weights.delete(field)
    for (const other of around) {
      const own = neighbours.get(other)!
      own.delete(field)
      for (const third of around) if (third !== other) own.add(third)
    }
    for (const other of around) weights.set(other, weightOf(other))
  }
  return cliques
}
