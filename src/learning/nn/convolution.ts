// Convolutional layers over `[batch, channels, length]` or `[batch, channels, height, width]`.

import type { Random } from '../../random.ts'
import { reshape } from '../graph/arrangement.ts'
import {
  convolution,
  convolutionTranspose,
  type ConvolutionOptions,
  type ConvolutionTransposeOptions,
} from '../graph/convolution.ts'
import { add } from '../graph/elementwise.ts'
import { sizeOf, type Node, type TensorValue } from '../graph/node.ts'
import { he, zeroValues, type Initialiser } from './initialisers.ts'

export type Convolution<T> = {
  /** `[outputs, inputs / groups, ...kernel]`; of a transposed one `[inputs, outputs / groups, ...kernel]`. */
  readonly weights: T
  /** `[outputs]` */
  readonly bias: T
}

export interface ConvolutionShape {
  readonly inputs: number
  readonly outputs: number
  /** Size per spatial axis. */
  readonly kernel: readonly number[]
  readonly groups?: number
  readonly initialiser?: Initialiser
}

export function initialiseConvolution(
  random: Random,
  { inputs, outputs, kernel, groups = 1, initialiser = he }: ConvolutionShape,
): Convolution<TensorValue> {
  const taps = sizeOf(kernel)
  const fans = { inputs: (inputs / groups) * taps, outputs: (outputs / groups) * taps }
  return {
    weights: initialiser(random, [outputs, inputs / groups, ...kernel], fans),
    bias: zeroValues([outputs]),
  }
}

export function convolutionLayer(
  { weights, bias }: Convolution<Node>,
  x: Node,
  options: ConvolutionOptions = {},
): Node {
  return addToChannels(convolution(x, weights, options), bias)
}

export function initialiseConvolutionTranspose(
  random: Random,
  { inputs, outputs, kernel, groups = 1, initialiser = he }: ConvolutionShape,
): Convolution<TensorValue> {
  const taps = sizeOf(kernel)
  const fans = { inputs: (inputs / groups) * taps, outputs: (outputs / groups) * taps }
  return {
    weights: initialiser(random, [inputs, outputs / groups, ...kernel], fans),
    bias: zeroValues([outputs]),
  }
}

/** Enlarges: the adjoint of a convolution. */
export function convolutionTransposeLayer(
  { weights, bias }: Convolution<Node>,
  x: Node,
  options: ConvolutionTransposeOptions = {},
): Node {
  return addToChannels(convolutionTranspose(x, weights, options), bias)
}

/** Adds `[channels]` to `[batch, channels, ...spatial]`. */
function addToChannels(x: Node, bias: Node): Node {
  return add(x, reshape(bias, [x.shape[1]!, ...x.shape.slice(2).map(() => 1)]))
}
