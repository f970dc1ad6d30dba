// The trunk that several families share: a perceptron with residual blocks, each behind a layer
// normalisation (He et al. 2016, doi:10.1109/CVPR.2016.90; Xiong et al. 2020, arXiv:2002.04745).

import { add } from '../learning/graph/elementwise.ts'
import type { Node, TensorValue } from '../learning/graph/node.ts'
import { gelu } from '../learning/graph/special.ts'
import { dense, type Dense, initialiseDense } from '../learning/nn/dense.ts'
import { normal } from '../learning/nn/initialisers.ts'
import { initialiseScaling, layerNormalise, type Scaling } from '../learning/nn/normalisation.ts'
import type { Random } from '../random.ts'

export interface ResidualOptions {
  /** Numbers that flow from block to block. */
  readonly width: number
  readonly blocks: number
}

export type ResidualNetwork<T> = {
  readonly entry: Dense<T>
  readonly blocks: Readonly<Record<string, Block<T>>>
  readonly exit: Dense<T>
}

type Block<T> = {
  readonly scaling: Scaling<T>
  readonly inner: Dense<T>
  readonly outer: Dense<T>
}

/** The exit starts near zero, so that a network begins with the same answer for everybody. */
export function initialiseResidual(
  random: Random,
  inputs: number,
  outputs: number,
  { width, blocks }: ResidualOptions,
): ResidualNetwork<TensorValue> {
  const block = (i: number): Block<TensorValue> => ({
    scaling: initialiseScaling(width),
    inner: initialiseDense(random.split('inner', i), width, width),
    outer: initialiseDense(random.split('outer', i), width, width),
  })
  const names = Array.from({ length: blocks }, (_, i) => [`block${i + 1}`, block(i)] as const)
  const nearZero = normal(0.05 / Math.sqrt(width))
  return {
    entry: initialiseDense(random.split('entry'), inputs, width),
    blocks: Object.fromEntries(names),
    exit: initialiseDense(random.split('exit'), width, outputs, nearZero),
  }
}

/** `[..., inputs]` to `[..., outputs]`. */
export function residual({ entry, blocks, exit }: ResidualNetwork<Node>, x: Node): Node {
  let hidden = dense(entry, x)
  for (const { scaling, inner, outer } of Object.values(blocks)) {
    const inside = dense(inner, layerNormalise(scaling, hidden))
    hidden = add(hidden, dense(outer, gelu(inside)))
  }
  return dense(exit, gelu(hidden))
}
