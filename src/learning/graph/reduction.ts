// Along axes: sums and what is made of them. Without `axes` a reduction is over all of them.

import { MillraceError } from '../../errors.ts'
import { apply } from './apply.ts'
import { resolveAxis } from './arrangement.ts'
import {
  add,
  divide,
  exp,
  log,
  multiply,
  negate,
  square,
  stopGradient,
  subtract,
} from './elementwise.ts'
import { formatShape, type Node } from './node.ts'

export interface ReductionOptions {
  /** One axis, several, or all when absent; negative ones count from the last. */
  readonly axes?: number | readonly number[]
  /** Leaves axes of size 1 in place of those reduced. */
  readonly keepAxes?: boolean
}

export function sum(x: Node, options: ReductionOptions = {}): Node {
  return reduce('sum', x, options)
}

export function max(x: Node, options: ReductionOptions = {}): Node {
  return reduce('max', x, options)
}

export function min(x: Node, options: ReductionOptions = {}): Node {
  return negate(max(negate(x), options))
}

/** The axes must have concrete sizes, which the symbolic batch has not. */
export function mean(x: Node, options: ReductionOptions = {}): Node {
  return multiply(sum(x, options), 1 / countOf(x, options))
}

/** Mean squared deviation (divided by the count). */
export function variance(x: Node, options: ReductionOptions = {}): Node {
  return mean(square(subtract(x, mean(x, { ...options, keepAxes: true }))), options)
}

/** (x - mean) / sqrt(variance + epsilon) over the axes: the heart of layer and batch normalisation. */
export function standardize(
  x: Node,
  axes: number | readonly number[],
  epsilon: number = 1e-5,
): Node {
  const centred = subtract(x, mean(x, { axes, keepAxes: true }))
  const spread = mean(square(centred), { axes, keepAxes: true })
  return divide(centred, apply('sqrt', [add(spread, epsilon)], {}))
}

/** log(sum(exp(x))), shifted by the maximum so that it cannot overflow. */
export function logSumExp(x: Node, options: ReductionOptions = {}): Node {
  const { axes, keepAxes } = resolved(x, options)
  const peak = stopGradient(max(x, { axes, keepAxes: true }))
  const total = log(sum(exp(subtract(x, peak)), { axes, keepAxes }))
  return add(total, keepAxes ? peak : sum(peak, { axes }))
}

export function softmax(x: Node, axis: number = -1): Node {
  return apply('softmax', [x], { axis: resolveAxis(x, axis) })
}

export function logSoftmax(x: Node, axis: number = -1): Node {
  return apply('logSoftmax', [x], { axis: resolveAxis(x, axis) })
}

/** int32 position of the first largest entry along `axis`, which is dropped. */
export function argMax(x: Node, axis: number = -1): Node {
  return apply('argMax', [x], { axis: resolveAxis(x, axis) })
}

/** Running sum; `exclusive` leaves out the entry itself, `reverse` runs from the end. */
export function cumulativeSum(
  x: Node,
  axis: number,
  { exclusive = false, reverse = false }: { exclusive?: boolean; reverse?: boolean } = {},
): Node {
  return apply('cumulativeSum', [x], { axis: resolveAxis(x, axis), exclusive, reverse })
}

function reduce(operator: 'sum' | 'max', x: Node, options: ReductionOptions): Node {
  const attributes = resolved(x, options)
  return attributes.axes.length === 0 ? x : apply(operator, [x], attributes)
}

function countOf(x: Node, options: ReductionOptions): number {
  const count = resolved(x, options).axes.reduce((product, axis) => product * x.shape[axis]!, 1)
  if (!(count > 0)) {
    throw new MillraceError(
      'unsupported',
      `mean: an axis has no size to divide by, expected concrete axes, got ${formatShape(x.shape)}`,
    )
  }
  return count
}

function resolved(
  x: Node,
  { axes = x.shape.map((_, i) => i), keepAxes = false }: ReductionOptions,
): { axes: readonly number[]; keepAxes: boolean } {
  const list = typeof axes === 'number' ? [axes] : axes
  return { axes: list.map((axis) => resolveAxis(x, axis)).sort((a, b) => a - b), keepAxes }
}
