// Binary likelihood, also the loss of a discriminator.

import { multiply, softplus, subtract } from '../../graph/elementwise.ts'
import type { Node } from '../../graph/node.ts'

/** -log P(x) with P(1) = sigmoid(logit), element by element; x on [0, 1]. */
export function bernoulliLoss(x: Node, logit: Node): Node {
  return subtract(softplus(logit), multiply(x, logit))
}
