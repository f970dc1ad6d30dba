// Wasserstein GAN (Arjovsky, Chintala & Bottou 2017, arXiv:1701.07875) with gradient penalty
// (Gulrajani et al. 2017, arXiv:1704.00028).

import { add, multiply, negate, sqrt, square, subtract } from '../../graph/elementwise.ts'
import { gradient } from '../../graph/gradient.ts'
import type { Node } from '../../graph/node.ts'
import { mean, sum } from '../../graph/reduction.ts'

/** mean score of generated records minus that of real ones; the critic minimises it. */
export function criticLoss(realScores: Node, generatedScores: Node): Node {
  return subtract(mean(generatedScores), mean(realScores))
}

export function wassersteinGeneratorLoss(generatedScores: Node): Node {
  return negate(mean(generatedScores))
}

/**
 * Mean of (|gradient of the score| - 1)^2 at points between real and generated records. Records are
 * rows; `uniforms` `[batch, 1]` (or as many ones as the record has axes) says where between. The norm
 * is over everything but the batch, so that a row of packed records is one point.
 */
export function gradientPenalty(
  critic: (records: Node) => Node,
  real: Node,
  generated: Node,
  uniforms: Node,
): Node {
  const between = add(real, multiply(uniforms, subtract(generated, real)))
  const [slope] = gradient(sum(critic(between)), [between])
  const axes = between.shape.flatMap((_, axis) => (axis === 0 ? [] : [axis]))
  // The small number keeps the slope of the root finite where the gradient is zero.
  const norm = sqrt(add(sum(square(slope!), { axes }), 1e-12))
  return mean(square(subtract(norm, 1)))
}
