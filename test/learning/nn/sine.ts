// Numbers that a reference in another language can make as well: sin(offset + 1 + i) / 2.

import { constant } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { sizeOf, type Node, type Shape } from '../../../src/learning/graph/node.ts'

export function sine(shape: Shape, offset = 0): Node {
  const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(offset + i + 1) / 2)
  return constant(data, shape)
}

export function valuesOf(node: Node): number[] {
  return [...evaluate([node])[0]!.data]
}

/** Largest difference of two lists of equal length. */
export function distance(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity
  return Math.max(...actual.map((x, i) => Math.abs(x - expected[i]!)))
}
