// Convolutions and pooling over `[batch, channels, ...spatial]`, one or two spatial axes.

import { apply } from './apply.ts'
import { pad, reshape, slice } from './arrangement.ts'
import { mean } from './reduction.ts'
import type { Node, PoolWindow, Window } from './node.ts'
import { add, multiply } from './elementwise.ts'

/** One number for every spatial axis, or one per axis. */
type PerAxis = number | readonly number[]

export interface ConvolutionOptions {
  readonly stride?: PerAxis
  /** Zeros on both sides, or `same`: output size = ceil(input size / stride). */
  readonly padding?: PerAxis | 'same'
  readonly dilation?: PerAxis
  readonly groups?: number
}

/**
 * Cross-correlation, as every framework calls convolution: x `[n, c, ...]` with w
 * `[o, c / groups, ...kernel]` gives `[n, o, ...]`.
 */
export function convolution(x: Node, w: Node, options: ConvolutionOptions = {}): Node {
  return apply('convolution', [x, w], windowOf(x.shape.slice(2), w.shape.slice(2), options))
}

export interface ConvolutionTransposeOptions {
  readonly stride?: PerAxis
  /** Taken off both sides. */
  readonly padding?: PerAxis
  /** Added to the size at the end, less than the stride. */
  readonly outputPadding?: PerAxis
  readonly dilation?: PerAxis
  readonly groups?: number
}

/**
 * The adjoint of convolution, used to enlarge: x `[n, c, ...]` with w `[c, o / groups, ...kernel]`
 * gives `[n, o, ...]` of size (size - 1) * stride + dilation * (kernel - 1) + 1 - 2 * padding
 * + outputPadding.
 */
export function convolutionTranspose(
  x: Node,
  w: Node,
  { outputPadding = 0, ...options }: ConvolutionTransposeOptions = {},
): Node {
  const kernel = w.shape.slice(2)
  const window = windowOf(x.shape.slice(2), kernel, options)
  const { strides, before, after, dilations } = window
  const extra = perAxis(outputPadding, kernel.length)
  const size = kernel.map(
    (k, i) =>
      (x.shape[i + 2]! - 1) * strides[i]! +
      dilations[i]! * (k - 1) +
      1 -
      before[i]! -
      after[i]! +
      extra[i]!,
  )
  return apply('convolutionTranspose', [x, w], { ...window, size })
}

export interface PoolOptions {
  readonly kernel: PerAxis
  /** The kernel's size when absent. */
  readonly stride?: PerAxis
  readonly padding?: PerAxis
}

/** Largest entry of each window; padding is never the largest. */
export function maxPool(x: Node, options: PoolOptions): Node {
  return apply('maxPool', [x], poolWindowOf(x, options))
}

/** Mean of each window, padding counted as zeros. */
export function averagePool(x: Node, options: PoolOptions): Node {
  const { kernel, strides, before, after } = poolWindowOf(x, options)
  const sizes = x.shape.slice(2)
  const isTiling = kernel.every(
    (k, i) => k === strides[i] && before[i] === 0 && sizes[i]! % k === 0,
  )
  if (isTiling) {
    const tiles = sizes.flatMap((size, i) => [size / kernel[i]!, kernel[i]!])
    const axes = kernel.map((_, i) => 3 + 2 * i)
    return mean(reshape(x, [...x.shape.slice(0, 2), ...tiles]), { axes })
  }
  // A sum of shifted slices, one axis after the other: the window is separable.
  let result = pad(x, [0, 0, ...before], [0, 0, ...after])
  kernel.forEach((k, i) => {
    const axis = i + 2
    const reach = Math.floor((result.shape[axis]! - k) / strides[i]!) * strides[i]! + 1
    const shifted = Array.from({ length: k }, (_, j) =>
      slice(result, axis, j, j + reach, strides[i]!),
    )
    result = shifted.reduce((total, part) => add(total, part))
  })
  return multiply(result, 1 / kernel.reduce((product, k) => product * k, 1))
}

function windowOf(
  sizes: readonly number[],
  kernel: readonly number[],
  options: ConvolutionOptions,
): Window {
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options
  const rank = kernel.length
  const strides = perAxis(stride, rank)
  const dilations = perAxis(dilation, rank)
  if (padding !== 'same') {
    const around = perAxis(padding, rank)
    return { strides, before: around, after: around, dilations, groups }
  }
  const total = kernel.map((k, i) => {
    const reach = dilations[i]! * (k - 1) + 1
    const steps = Math.ceil(sizes[i]! / strides[i]!) - 1
    return Math.max(0, steps * strides[i]! + reach - sizes[i]!)
  })
  const before = total.map((n) => Math.floor(n / 2))
  return { strides, before, after: total.map((n, i) => n - before[i]!), dilations, groups }
}

function poolWindowOf(x: Node, { kernel, stride = kernel, padding = 0 }: PoolOptions): PoolWindow {
  const rank = x.shape.length - 2
  const around = perAxis(padding, rank)
  return {
    kernel: perAxis(kernel, rank),
    strides: perAxis(stride, rank),
    before: around,
    after: around,
  }
}

function perAxis(value: PerAxis, rank: number): readonly number[] {
  return typeof value === 'number' ? Array<number>(rank).fill(value) : value
}
