// Draws from a distribution over many outcomes inside the graph, by the inverse of its distribution
// function.

import { constant } from '../../learning/graph/apply.ts'
import { pad, reshape, slice, unsqueeze } from '../../learning/graph/arrangement.ts'
import {
  add,
  cast,
  equal,
  greater,
  multiply,
  not,
  subtract,
} from '../../learning/graph/elementwise.ts'
import { matmul } from '../../learning/graph/linear-algebra.ts'
import type { Node } from '../../learning/graph/node.ts'
import { sum } from '../../learning/graph/reduction.ts'

/** Outcomes up to which one product with a triangle of ones is the fastest cumulative sum. */
const fewOutcomes = 256

/** Keeps a level below 1 after rounding, so that an outcome without chance is never drawn. */
const belowOne = 1 - 1e-6

/**
 * Outcomes `[batch, 1]`, float32, from chances `[batch, outcomes]` that need not sum to one and levels
 * `[batch, 1]` on [0, 1).
 */
export function drawIndex(chances: Node, level: Node): Node {
  const outcomes = chances.shape[1]!
  const wanted = multiply(level, belowOne)
  if (outcomes <= fewOutcomes) {
    const reached = cumulated(chances)
    return indexBelow(reached, multiply(wanted, slice(reached, 1, outcomes - 1)))
  }
  return drawInTwoSteps(chances, wanted)
}

/** First a group of outcomes, then one of its members: two short sums instead of a long one. */
function drawInTwoSteps(chances: Node, level: Node): Node {
  const outcomes = chances.shape[1]!
  const size = Math.ceil(Math.sqrt(outcomes))
  const groups = Math.ceil(outcomes / size)
  const filled = pad(chances, [0, 0], [0, groups * size - outcomes])
  const grouped = reshape(filled, [-1, groups, size])
  const masses = sum(grouped, { axes: 2 })
  const reached = cumulated(masses)
  const target = multiply(level, slice(reached, 1, groups - 1))
  const isPassed = cast(not(greater(reached, target)), 'float32')
  const group = sum(slice(isPassed, 1, 0, groups - 1), { axes: 1, keepAxes: true })
  const before = sum(multiply(masses, isPassed), { axes: 1, keepAxes: true })
  const numbers = Array.from({ length: groups }, (_, i) => i)
  const isOwn = cast(equal(group, constant(numbers, [1, groups])), 'float32')
  const members = sum(multiply(grouped, unsqueeze(isOwn, 2)), { axes: 1 })
  const own = cumulated(members)
  const isBelow = cast(not(greater(own, subtract(target, before))), 'float32')
  const isLast = slice(own, 1, size - 1)
  // Rounding may put the target behind the whole group: then its last member with a chance is meant.
  const hasNext = cast(greater(isLast, own), 'float32')
  const member = sum(multiply(isBelow, hasNext), { axes: 1, keepAxes: true })
  return add(multiply(group, size), member)
}

/** Number of entries at or below the target, the last one aside. */
function indexBelow(reached: Node, target: Node): Node {
  const isPassed = cast(not(greater(reached, target)), 'float32')
  return sum(slice(isPassed, 1, 0, -1), { axes: 1, keepAxes: true })
}

function cumulated(chances: Node): Node {
  const size = chances.shape[1]!
  const triangle = Float32Array.from({ length: size * size }, (_, i) =>
    Number(Math.floor(i / size) <= i % size),
  )
  return matmul(chances, constant(triangle, [size, size]))
}
