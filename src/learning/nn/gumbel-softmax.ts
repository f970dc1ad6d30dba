// Gumbel-softmax (Jang, Gu & Poole 2017, arXiv:1611.01144): a category drawn so that gradients pass.

import { oneHot } from '../graph/arrangement.ts'
import { add, divide, stopGradient, subtract } from '../graph/elementwise.ts'
import type { Node } from '../graph/node.ts'
import { argMax, softmax } from '../graph/reduction.ts'

export interface GumbelSoftmaxOptions {
  /** Towards 0 the draws become one-hot; default 0.2. */
  readonly temperature?: number
  /** One-hot forward, with the gradient of the soft draw. */
  readonly hard?: boolean
}

/** softmax((logits + gumbel) / temperature) over the last axis; `gumbel` noise of the same shape. */
export function gumbelSoftmax(
  logits: Node,
  gumbel: Node,
  { temperature = 0.2, hard = false }: GumbelSoftmaxOptions = {},
): Node {
  const soft = softmax(divide(add(logits, gumbel), temperature))
  if (!hard) return soft
  const chosen = oneHot(argMax(soft), logits.shape.at(-1)!)
  return add(soft, stopGradient(subtract(chosen, soft)))
}
