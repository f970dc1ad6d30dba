// Fully connected layers.

import type { Random } from '../../random.ts'
import { add, relu } from '../graph/elementwise.ts'
import { matmul } from '../graph/linear-algebra.ts'
import type { Node, TensorValue } from '../graph/node.ts'
import { glorot, he, zeroValues, type Initialiser } from './initialisers.ts'

export type Dense<T> = {
  /** `[inputs, outputs]` */
  readonly weights: T
  /** `[outputs]` */
  readonly bias: T
}

export function initialiseDense(
  random: Random,
  inputs: number,
  outputs: number,
  initialiser: Initialiser = glorot,
): Dense<TensorValue> {
  return {
    weights: initialiser(random, [inputs, outputs], { inputs, outputs }),
    bias: zeroValues([outputs]),
  }
}

/** x weights + bias over the last axis: `[..., inputs]` to `[..., outputs]`. */
export function dense({ weights, bias }: Dense<Node>, x: Node): Node {
  return add(matmul(x, weights), bias)
}

/** Dense layers one after another, `layer1`, `layer2`, ... */
export type Perceptron<T> = Readonly<Record<string, Dense<T>>>

/** `sizes` are the widths: inputs, hidden ones, outputs. */
export function initialisePerceptron(
  random: Random,
  sizes: readonly number[],
): Perceptron<TensorValue> {
  const layers = sizes.slice(1).map((outputs, i) => {
    const name = `layer${i + 1}`
    const initialiser = i === sizes.length - 2 ? glorot : he
    return [name, initialiseDense(random.split(name), sizes[i]!, outputs, initialiser)] as const
  })
  return Object.fromEntries(layers)
}

/** The activation stands between the layers, not after the last. */
export function perceptron(
  layers: Perceptron<Node>,
  x: Node,
  activation: (x: Node) => Node = relu,
): Node {
  return Object.values(layers).reduce(
    (hidden, layer, i) => dense(layer, i === 0 ? hidden : activation(hidden)),
    x,
  )
}
