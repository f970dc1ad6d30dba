// Batch normalisation (Ioffe & Szegedy 2015, arXiv:1502.03167) and layer normalisation (Ba, Kiros &
// Hinton 2016, arXiv:1607.06450).

import { reshape } from '../graph/arrangement.ts'
import { add, divide, multiply, sqrt, square, subtract } from '../graph/elementwise.ts'
import type { Node, TensorValue } from '../graph/node.ts'
import { mean, standardize } from '../graph/reduction.ts'
import { constantValues, zeroValues } from './initialisers.ts'

export type Scaling<T> = {
  /** `[features]` */
  readonly scale: T
  /** `[features]` */
  readonly shift: T
}

/** What batch normalisation uses outside training: means over the batches seen, not trained. */
export type RunningStatistics<T> = {
  /** `[features]` */
  readonly mean: T
  /** `[features]` */
  readonly variance: T
}

export function initialiseScaling(features: number): Scaling<TensorValue> {
  return { scale: constantValues([features], 1), shift: zeroValues([features]) }
}

export function initialiseRunningStatistics(features: number): RunningStatistics<TensorValue> {
  return { mean: zeroValues([features]), variance: constantValues([features], 1) }
}

export interface BatchNormalised {
  readonly output: Node
  /** To be returned among the `updates` of the phase. */
  readonly statistics: RunningStatistics<Node>
}

export interface BatchNormalisationOptions {
  /** Weight of the newest batch in the running statistics; default 0.1. */
  readonly momentum?: number
  readonly epsilon?: number
}

/** By the mean and variance of the batch: for training. Features are axis 1 of `[batch, features, ...]`. */
export function batchNormalise(
  scaling: Scaling<Node>,
  running: RunningStatistics<Node>,
  x: Node,
  { momentum = 0.1, epsilon = 1e-5 }: BatchNormalisationOptions = {},
): BatchNormalised {
  const axes = x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]))
  const centre = mean(x, { axes, keepAxes: true })
  const centred = subtract(x, centre)
  const spread = mean(square(centred), { axes, keepAxes: true })
  const normalised = divide(centred, sqrt(add(spread, epsilon)))
  const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1)
  const features = x.shape[1]!
  // The running variance is the unbiased one, as everywhere else.
  const unbiased = multiply(spread, count / Math.max(count - 1, 1))
  const blend = (old: Node, news: Node): Node =>
    add(multiply(old, 1 - momentum), multiply(reshape(news, [features]), momentum))
  return {
    output: rescale(scaling, normalised),
    statistics: { mean: blend(running.mean, centre), variance: blend(running.variance, unbiased) },
  }
}

/** By the running statistics: for validation and inference. */
export function batchNormaliseFixed(
  scaling: Scaling<Node>,
  running: RunningStatistics<Node>,
  x: Node,
  { epsilon = 1e-5 }: Pick<BatchNormalisationOptions, 'epsilon'> = {},
): Node {
  const factor = divide(scaling.scale, sqrt(add(running.variance, epsilon)))
  const offset = subtract(scaling.shift, multiply(running.mean, factor))
  return rescale({ scale: factor, shift: offset }, x)
}

/** Each row by its own mean and variance over the last axis. */
export function layerNormalise(
  { scale, shift }: Scaling<Node>,
  x: Node,
  epsilon: number = 1e-5,
): Node {
  return add(multiply(standardize(x, -1, epsilon), scale), shift)
}

function rescale({ scale, shift }: Scaling<Node>, x: Node): Node {
  const shape = [x.shape[1]!, ...x.shape.slice(2).map(() => 1)]
  return add(multiply(x, reshape(scale, shape)), reshape(shift, shape))
}
