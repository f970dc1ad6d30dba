// Histograms inside the graph: a field's distribution as probabilities of bins, its likelihood, its
// quantiles and its score.

import { constant } from '../learning/graph/apply.ts'
import { concat, slice, unsqueeze } from '../learning/graph/arrangement.ts'
import {
  add,
  cast,
  clamp,
  divide,
  greater,
  maximum,
  multiply,
  square,
  subtract,
} from '../learning/graph/elementwise.ts'
import type { Node } from '../learning/graph/node.ts'
import { cumulativeSum, logSoftmax, sum } from '../learning/graph/reduction.ts'

/** Ascending spans of a field's values; a span of no width is a value that occurs as such. */
export interface Bins {
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** Where one bin ends and the next begins: halfway between their spans. */
export function boundariesOf({ low, high }: Bins): number[] {
  return high.slice(0, -1).map((end, i) => (end + low[i + 1]!) / 2)
}

/** 1 for every boundary that a value lies above: `[...]` to `[..., bins - 1]`. */
export function boundariesBelow(bins: Bins, values: Node): Node {
  const boundaries = boundariesOf(bins)
  const levels = constant(boundaries, [boundaries.length])
  return cast(greater(unsqueeze(values, values.shape.length), levels), 'float32')
}

/** 1 for the bin of a value: `[...]` to `[..., bins]`. */
export function binOf(bins: Bins, values: Node): Node {
  const below = boundariesBelow(bins, values)
  const edge = multiply(slice(below, -1, 0, 1), 0)
  return subtract(concat([add(edge, 1), below], -1), concat([below, edge], -1))
}

/** -log p(bin of the value), from logits `[..., bins]`. */
export function histogramLoss(bins: Bins, values: Node, logits: Node): Node {
  return multiply(sum(multiply(binOf(bins, values), logSoftmax(logits)), { axes: -1 }), -1)
}

/**
 * Rank of a value in its histogram, on (0, 1): below its bin and a share of the bin, which is random
 * where the bin is a single value (Czado, Gneiting & Held 2009, doi:10.1111/j.1541-0420.2009.01191.x).
 */
export function rankOf(bins: Bins, values: Node, probability: Node, share: Node): Node {
  const below = boundariesBelow(bins, values)
  const before = sum(multiply(slice(probability, -1, 0, -1), below), { axes: -1 })
  const within = sum(multiply(probability, binOf(bins, values)), { axes: -1 })
  return add(before, multiply(within, share))
}

/** The value at each rank on (0, 1): linear within a bin. `probability` is `[..., bins]`. */
export function valueAtRank({ low, high }: Bins, probability: Node, rank: Node): Node {
  const level = unsqueeze(rank, rank.shape.length)
  const before = cumulativeSum(probability, -1, { exclusive: true })
  const share = clamp(divide(subtract(level, before), maximum(probability, 1e-9)), 0, 1)
  const spans = high.map((end, i) => end - low[i]!)
  const within = sum(multiply(share, constant(spans, [spans.length])), { axes: -1 })
  const value = add(within, low[0]!)
  const gaps = high.slice(0, -1).map((end, i) => low[i + 1]! - end)
  if (gaps.every((gap) => gap === 0)) return value
  const isPassed = cast(greater(level, slice(before, -1, 1)), 'float32')
  return add(value, sum(multiply(isPassed, constant(gaps, [gaps.length])), { axes: -1 }))
}

/** Discrete form of the continuous ranked probability score, in units of the values. */
export function rankedProbabilityScore(bins: Bins, values: Node, probability: Node): Node {
  const reached = slice(cumulativeSum(probability, -1), -1, 0, -1)
  const centres = bins.low.map((start, i) => (start + bins.high[i]!) / 2)
  const distances = centres.slice(1).map((centre, i) => centre - centres[i]!)
  const isReached = subtract(1, boundariesBelow(bins, values))
  const squares = square(subtract(reached, isReached))
  return sum(multiply(squares, constant(distances, [distances.length])), { axes: -1 })
}
