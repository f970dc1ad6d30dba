// Multi-head scaled dot-product attention (Vaswani et al. 2017, arXiv:1706.03762).

import type { Random } from '../../random.ts'
import { reshape, transpose } from '../graph/arrangement.ts'
import { add, multiply } from '../graph/elementwise.ts'
import { matmul } from '../graph/linear-algebra.ts'
import type { Node, TensorValue } from '../graph/node.ts'
import { softmax } from '../graph/reduction.ts'
import { dense, initialiseDense, type Dense } from './dense.ts'

export type Attention<T> = {
  readonly queries: Dense<T>
  readonly keys: Dense<T>
  readonly values: Dense<T>
  readonly output: Dense<T>
}

/** `width` is that of the tokens that go in and come out. */
export function initialiseAttention(random: Random, width: number): Attention<TensorValue> {
  const part = (name: string): Dense<TensorValue> =>
    initialiseDense(random.split(name), width, width)
  return {
    queries: part('queries'),
    keys: part('keys'),
    values: part('values'),
    output: part('output'),
  }
}

export interface AttentionOptions {
  /** A divisor of the width. */
  readonly heads: number
  /** Added to the scores, broadcast to `[batch, heads, targets, sources]`: 0 to see, -1e9 to hide. */
  readonly mask?: Node
}

/** Each target `[batch, targets, width]` gathers from the sources `[batch, sources, width]`. */
export function attend(
  layer: Attention<Node>,
  targets: Node,
  sources: Node,
  { heads, mask }: AttentionOptions,
): Node {
  const width = targets.shape[2]!
  const size = width / heads
  const split = (x: Node): Node =>
    transpose(reshape(x, [x.shape[0]!, x.shape[1]!, heads, size]), [0, 2, 1, 3])
  const queries = split(multiply(dense(layer.queries, targets), 1 / Math.sqrt(size)))
  const keys = split(dense(layer.keys, sources))
  const values = split(dense(layer.values, sources))
  const scores = matmul(queries, keys, { transposeRight: true })
  const weights = softmax(mask ? add(scores, mask) : scores)
  const gathered = transpose(matmul(weights, values), [0, 2, 1, 3])
  return dense(layer.output, reshape(gathered, targets.shape))
}
