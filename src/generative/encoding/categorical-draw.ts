// Draws from a distribution over many outcomes inside the graph, by the inverse of its distribution
// function.

import { constant } from '../../learning/graph/apply.ts'
import { concat, gather, pad, reshape, slice } from '../../learning/graph/arrangement.ts'
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
  const wanted = multiply(list(level), belowOne)
  if (size === outcomes) {
    const reached = cumulated(chances, 1)
    return column(firstAbove(reached, multiply(wanted, list(slice(reached, 1, outcomes - 1)))))
  }
  // First a group of outcomes, then one of its members.
  const groups = Math.ceil(outcomes / size)
  const filled = pad(chances, [0, 0], [0, groups * size - outcomes])
  const reached = cumulated(filled, size)
  const target = multiply(wanted, list(slice(reached, 1, groups - 1)))
  const group = firstAbove(reached, target)
  const isAbove = greater(reached, column(target))
  const before = max(where(isAbove, 0, reached), { axes: 1 })
  // Counted where the chances are, of which there may be one row for all levels.
  const ones = cast(greater(slice(reached, 1, 0, 1), -1), 'float32')
  const row = list(cumulativeSum(ones, 0, { exclusive: true }))
  const place = cast(add(multiply(row, groups), group), 'int32')
  const members = cumulated(gather(reshape(filled, [-1, size]), place), 1)
  // Rounding may put the target behind the whole group: then its last member with a chance is meant.
  const last = multiply(list(slice(members, 1, size - 1)), belowOne)
  const member = firstAbove(members, minimum(subtract(target, before), last))
  return column(add(multiply(group, size), member))
}

/**
 * `[batch, 1]` as `[batch]`: beside a number, the runtime takes the rows of a column one by one, which is
 * ten times slower.
 */
function list(x: Node): Node {
  return reshape(x, [-1])
}

function column(x: Node): Node {
  return reshape(x, [-1, 1])
}

/** Outcomes that are compared with a row at once. */
const outcomesAtOnce = 2048

/**
 * One outcome of each field, `[batch, fields]`: as `drawIndex`, of many fields in few operators, from chances
 * that all rows share. `chances` are those of all fields, `[total]`; `levels`, `[batch, fields]`.
 */
export function drawIndices(counts: readonly number[], chances: Node, levels: Node): Node {
  let total = 0
  const fields = counts.map((count, field) => ({ field, count, start: (total += count) - count }))
  const few = fields.filter(({ count }) => count <= outcomesAtOnce / 4)
  // Fields of about as many outcomes side by side, filled up with outcomes without a chance.
  few.sort((a, b) => a.count - b.count)
  const filled = concat([chances, constant([0], [1])], 0)
  const drawn: { readonly fields: readonly number[]; readonly outcomes: Node }[] = []
  for (let first = 0; first < few.length;) {
    let size = 1
    while (first + size < few.length && few[first + size]!.count * (size + 1) <= outcomesAtOnce) {
      size++
    }
    const own = few.slice(first, first + size)
    const most = own.at(-1)!.count
    const places = own.flatMap(({ start, count }) =>
      Array.from({ length: most }, (_, i) => (i < count ? start + i : total)),
    )
    const shared = gather(filled, constant(Int32Array.from(places), [size, most], 'int32'))
    const reached = cumulativeSum(shared, 1)
    const sums = reshape(slice(reached, 1, most - 1), [1, size])
    const level = gather(
      levels,
      constant(
        Int32Array.from(own, ({ field }) => field),
        [size],
        'int32',
      ),
      1,
    )
    const target = multiply(multiply(level, belowOne), sums)
    const isAbove = greater(reshape(reached, [1, size, most]), reshape(target, [-1, size, 1]))
    const index = subtract(most, sum(cast(isAbove, 'float32'), { axes: 2 }))
    const last = constant(
      own.map(({ count }) => count - 1),
      [1, size],
    )
    drawn.push({ fields: own.map(({ field }) => field), outcomes: minimum(index, last) })
    first += size
  }
  for (const { field, count, start } of fields.filter((field) => !few.includes(field))) {
    const own = reshape(slice(chances, 0, start, start + count), [1, count])
    drawn.push({ fields: [field], outcomes: drawIndex(own, slice(levels, 1, field, field + 1)) })
  }
  const order = drawn.flatMap((part) => part.fields)
  const places = Int32Array.from(counts, (_, field) => order.indexOf(field))
  const outcomes = concat(
    drawn.map((part) => part.outcomes),
    1,
  )
  return gather(outcomes, constant(places, [counts.length], 'int32'), 1)
}

/** Outcomes that are looked through one by one; all of them where they are few. */
export function groupSize(outcomes: number): number {
  return outcomes <= fewOutcomes ? outcomes : Math.ceil(Math.sqrt(outcomes))
}

/** The first of ascending entries `[batch, n]` that is above the target `[batch]`; the last one where none is. */
function firstAbove(reached: Node, target: Node): Node {
  const isAbove = cast(greater(reached, column(target)), 'float32')
  return subtract(reached.shape[1]!, maximum(sum(isAbove, { axes: 1 }), 1))
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
