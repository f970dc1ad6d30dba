// Losses of generative adversarial networks (Goodfellow et al. 2014, arXiv:1406.2661), from logits.

import { add, negate, softplus } from '../../graph/elementwise.ts'
import type { Node } from '../../graph/node.ts'
import { mean } from '../../graph/reduction.ts'

/** Binary cross-entropy of telling real from generated: -log D(real) - log(1 - D(generated)). */
export function discriminatorLoss(realLogits: Node, generatedLogits: Node): Node {
  return add(mean(softplus(negate(realLogits))), mean(softplus(generatedLogits)))
}

/** The non-saturating loss -log D(generated). */
export function generatorLoss(generatedLogits: Node): Node {
  return mean(softplus(negate(generatedLogits)))
}
