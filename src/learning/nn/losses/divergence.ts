// Kullback-Leibler divergences of diagonal normals, in closed form.

import { add, exp, multiply, square, subtract } from '../../graph/elementwise.ts'
import type { Node } from '../../graph/node.ts'

/** KL(N(mean, exp(logDeviation)^2) || N(0, 1)), element by element. */
export function divergenceFromStandard(mean: Node, logDeviation: Node): Node {
  const variance = exp(multiply(logDeviation, 2))
  const twice = subtract(add(square(mean), variance), add(multiply(logDeviation, 2), 1))
  return multiply(twice, 0.5)
}

/** KL(N(mean, ...) || N(otherMean, ...)), element by element. */
export function divergenceOfGaussians(
  mean: Node,
  logDeviation: Node,
  otherMean: Node,
  otherLogDeviation: Node,
): Node {
  const precision = exp(multiply(otherLogDeviation, -2))
  const spread = add(exp(multiply(logDeviation, 2)), square(subtract(mean, otherMean)))
  const logRatio = subtract(otherLogDeviation, logDeviation)
  return add(logRatio, subtract(multiply(multiply(spread, precision), 0.5), 0.5))
}
