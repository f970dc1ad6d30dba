// Draws from a distribution over many outcomes inside the graph, by the inverse of its distribution
// function.

import { constant } from '../../learning/graph/apply.ts'
import { gather, pad, reshape, slice } from '../../learning/graph/arrangement.ts'
import {
  add,
  cast,
  greater,
  maximum,
  minimum,
  multiply,
  subtract,
  where,
} from '../../learning/graph/elementwise.ts'
import { matmul } from '../../learning/graph/linear-algebra.ts'
import type { Node } from '../../learning/graph/node.ts'
import { cumulativeSum, max, sum } from '../../learning/graph/reduction.ts'

/** Outcomes up to which one cumulative sum is faster than two short ones. */
const fewOutcomes = 24

/** Keeps a level below 1 after rounding, so that an outcome without chance is never drawn. */
const belowOne = 1 - 1e-6

/**
 * Outcomes `[batch, 1]`, float32, from chances `[batch or 1, outcomes]` that need not sum to one and
 * levels `[batch, 1]` on [0, 1). Multiples of `groupSize(outcomes)` outcomes spare a copy of the chances.
 */
export function drawIndex(chances: Node, level: Node): Node {
  const outcomes = chances.shape[1]!
  const size = groupSize(outcomes)
  const wanted = multiply(level, belowOne)
  if (size === outcomes) {
    const reached = cumulated(chances, 1)
    return firstAbove(reached, multiply(wanted, slice(reached, 1, outcomes - 1)))
  }
  // First a group of outcomes, then one of its members.
  const groups = Math.ceil(outcomes / size)
  const filled = pad(chances, [0, 0], [0, groups * size - outcomes])
  const reached = cumulated(filled, size)
  const target = multiply(wanted, slice(reached, 1, groups - 1))
  const group = firstAbove(reached, target)
  const before = max(where(greater(reached, target), 0, reached), { axes: 1, keepAxes: true })
  // Counted where the chances are, of which there may be one row for all levels.
  const ones = cast(greater(slice(reached, 1, 0, 1), -1), 'float32')
  const row = cumulativeSum(ones, 0, { exclusive: true })
  const place = reshape(cast(add(multiply(row, groups), group), 'int32'), [-1])
  const members = cumulated(gather(reshape(filled, [-1, size]), place), 1)
  // Rounding may put the target behind the whole group: then its last member with a chance is meant.
  const last = multiply(slice(members, 1, size - 1), belowOne)
  const member = firstAbove(members, minimum(subtract(target, before), last))
  return add(multiply(group, size), member)
}

/** Outcomes that are looked through one by one; all of them where they are few. */
export function groupSize(outcomes: number): number {
  return outcomes <= fewOutcomes ? outcomes : Math.ceil(Math.sqrt(outcomes))
}

/** The first of ascending entries that is above the target; the last one where none is. */
function firstAbove(reached: Node, target: Node): Node {
  const isAbove = cast(greater(reached, target), 'float32')
  return subtract(reached.shape[1]!, maximum(sum(isAbove, { axes: 1, keepAxes: true }), 1))
}

/** What is reached after each `size` outcomes: one product with a staircase of ones. */
function cumulated(chances: Node, size: number): Node {
  const count = chances.shape[1]!
  const groups = count / size
  const staircase = Float32Array.from({ length: count * groups }, (_, i) =>
    Number(Math.floor(Math.floor(i / groups) / size) <= i % groups),
  )
  return matmul(chances, constant(staircase, [count, groups]))
}
