// A rising line through knots, inside the graph.

import { constant } from '../../learning/graph/apply.ts'
import { add, clamp, maximum, minimum, subtract } from '../../learning/graph/elementwise.ts'
import { matmul } from '../../learning/graph/linear-algebra.ts'
import type { Node } from '../../learning/graph/node.ts'

/** Knots, both ascending and at least two. */
export interface Knots {
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** Linear between the knots and constant outside them: `[batch, 1]` to `[batch, 1]`. */
export function interpolated({ from, to }: Knots, x: Node): Node {
  const spans = from.slice(1).map((end, i) => end - from[i]!)
  const slopes = spans.map((span, i) => (to[i + 1]! - to[i]!) / span)
  const count = spans.length
  const passed = subtract(clamp(x, from[0]!, from.at(-1)!), constant(from.slice(0, -1), [1, count]))
  const within = maximum(minimum(passed, constant(spans, [1, count])), 0)
  return add(matmul(within, constant(slopes, [count, 1])), to[0]!)
}

/** Places of the knots at which both sides have risen, by more than rounding. */
export function risingPlaces({ from, to }: Knots): number[] {
  const kept = [0]
  const isAbove = (values: readonly number[], i: number): boolean => {
    const last = values[kept.at(-1)!]!
    return values[i]! - last > 1e-6 * Math.max(1, Math.abs(last))
  }
  for (let i = 1; i < from.length; i++) if (isAbove(from, i) && isAbove(to, i)) kept.push(i)
  return kept
}
