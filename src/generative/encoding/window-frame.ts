// Where the values of a window are measured from and by what, computed inside the graph.

import { constant } from '../../learning/graph/apply.ts'
import { slice } from '../../learning/graph/arrangement.ts'
import {
  abs,
  add,
  cast,
  divide,
  equal,
  maximum,
  multiply,
  subtract,
  where,
} from '../../learning/graph/elementwise.ts'
import type { Node } from '../../learning/graph/node.ts'
import { max, sum } from '../../learning/graph/reduction.ts'

/**
 * `level`: from the last value, by the mean absolute step; `size`: from zero, by the mean absolute
 * value; `none`: values as they are.
 */
export type Normalisation = 'level' | 'size' | 'none'

export interface TypicalFigures {
  /** Location and scale of a window without history. */
  readonly location: number
  readonly scale: number
  /** Mean absolute step as a fraction of the mean absolute value. */
  readonly roughness: number
  /** The size of a small value: 1 for counts of pieces. */
  readonly unit: number
}

/** Values with what is missing set to zero, and 1 where a value is there. */
export interface Observed {
  readonly values: Node
  readonly mask: Node
}

/** Where a window's values are measured from, and by what; each `[batch, 1]`. */
export interface Frame {
  readonly location: Node
  readonly scale: Node
}

export function frameOf(
  { values, mask }: Observed,
  normalisation: Normalisation,
  typical: TypicalFigures,
): Frame {
  if (normalisation === 'none') {
    const zero = multiply(sum(mask, { axes: 1, keepAxes: true }), 0)
    return { location: zero, scale: add(zero, 1) }
  }
  const count = sum(mask, { axes: 1, keepAxes: true })
  const magnitude = divide(sum(abs(values), { axes: 1, keepAxes: true }), maximum(count, 1))
  if (normalisation === 'size') {
    // One typical value more, so that a window of zeros has a scale.
    const scale = divide(add(multiply(magnitude, count), typical.scale), add(count, 1))
    return { location: multiply(count, 0), scale }
  }
  const isEmpty = equal(count, 0)
  const last = slice(values, 1, 1)
  const before = slice(values, 1, 0, -1)
  const pairs = multiply(slice(mask, 1, 1), slice(mask, 1, 0, -1))
  const steps = sum(multiply(abs(subtract(last, before)), pairs), { axes: 1, keepAxes: true })
  const stepCount = sum(pairs, { axes: 1, keepAxes: true })
  const prior = where(isEmpty, typical.scale, multiply(magnitude, typical.roughness))
  const floor = add(multiply(magnitude, 1e-3), typical.scale * 1e-6 + 1e-12)
  return {
    location: where(isEmpty, typical.location, lastValue({ values, mask })),
    scale: maximum(divide(add(steps, prior), add(stepCount, 1)), floor),
  }
}

function lastValue({ values, mask }: Observed): Node {
  const length = values.shape[1]!
  const positions = constant(
    Float32Array.from({ length }, (_, i) => i + 1),
    [1, length],
  )
  const reached = multiply(mask, positions)
  const isLast = cast(equal(reached, max(reached, { axes: 1, keepAxes: true })), 'float32')
  return sum(multiply(multiply(isLast, mask), values), { axes: 1, keepAxes: true })
}

/** NaN is the only value that is not equal to itself. */
export function observe(values: Node): Observed {
  const isThere = equal(values, values)
  return { values: where(isThere, values, 0), mask: cast(isThere, 'float32') }
}
