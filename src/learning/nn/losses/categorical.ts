// Likelihood of one category out of several.

import { multiply, negate } from '../../graph/elementwise.ts'
import type { Node } from '../../graph/node.ts'
import { logSoftmax, sum } from '../../graph/reduction.ts'

/** -sum of x log softmax(logits) over the last axis, which is dropped; x is one-hot or probabilities. */
export function categoricalLoss(x: Node, logits: Node): Node {
  return negate(sum(multiply(x, logSoftmax(logits)), { axes: -1 }))
}
