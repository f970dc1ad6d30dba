// Parameters are plain nested objects: the same shape of object holds values outside a graph,
// nodes inside it, gradients and optimiser state after it. A leaf is what has a `shape`.

import { MillraceError } from '../../errors.ts'
import type { Shape } from './node.ts'

interface Leaf {
  readonly shape: Shape
}

interface Branch<T> {
  readonly [name: string]: Tree<T>
}

export type Tree<T> = T | Branch<T>

/** The leaves of a tree type. */
export type LeafOf<S> = S extends Leaf ? S : { [K in keyof S]: LeafOf<S[K]> }[keyof S]

/** The same nesting with leaves of another type. */
export type Like<S, T> = S extends Leaf ? T : { readonly [K in keyof S]: Like<S[K], T> }

/** Applies `map` to every leaf with its path (`encoder/hidden/weight`); the nesting stays. */
export function mapTree<S extends Tree<Leaf>, T>(
  tree: S,
  map: (leaf: LeafOf<S>, path: string) => T,
): Like<S, T> {
  // The type of a walk over unknown keys cannot be followed by the compiler; `Like` states the result.
  return walk(tree, '', map as (leaf: Leaf, path: string) => unknown) as Like<S, T>
}

/** Leaves by path, in the order of their insertion, which is what makes names stable. */
export function flattenTree<S extends Tree<Leaf>>(tree: S): Map<string, LeafOf<S>> {
  const leaves = new Map<string, LeafOf<S>>()
  mapTree(tree, (leaf, path) => leaves.set(path, leaf))
  return leaves
}

/** Puts leaves by path back into the nesting of `like`. A path that `leaves` lacks is an error. */
export function unflattenTree<S extends Tree<Leaf>, T>(
  like: S,
  leaves: ReadonlyMap<string, T>,
): Like<S, T> {
  return mapTree(like, (_, path) => {
    const leaf = leaves.get(path)
    if (leaf === undefined) {
      throw new MillraceError(
        'bad-input',
        `tree: no leaf at this path, expected '${path}', got ${[...leaves.keys()].join(', ')}`,
      )
    }
    return leaf
  })
}

function walk(tree: Tree<Leaf>, path: string, map: (leaf: Leaf, path: string) => unknown): unknown {
  if (isLeaf(tree)) return map(tree, path)
  return Object.fromEntries(
    Object.entries(tree).map(([name, child]) => [
      name,
      walk(child, path === '' ? name : `${path}/${name}`, map),
    ]),
  )
}

function isLeaf(tree: Tree<Leaf>): tree is Leaf {
  return Array.isArray(tree.shape)
}
