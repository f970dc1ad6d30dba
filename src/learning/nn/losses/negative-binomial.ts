// Negative binomial likelihood of counts, and the same with extra zeros (Lambert 1992,
// doi:10.2307/1269547, for the Poisson case).

import {
  add,
  divide,
  greater,
  log,
  multiply,
  negate,
  softplus,
  subtract,
  where,
} from '../../graph/elementwise.ts'
import type { Node } from '../../graph/node.ts'
import { lgamma } from '../../graph/special.ts'

/**
 * -log P(x), element by element, for a mean > 0 and a dispersion > 0: the variance is
 * mean + dispersion mean^2. x may be any number >= 0.
 */
export function negativeBinomialLoss(x: Node, mean: Node, dispersion: Node): Node {
  const size = divide(1, dispersion)
  const logTotal = log(add(size, mean))
  const logZero = multiply(size, subtract(log(size), logTotal))
  const logCount = multiply(x, subtract(log(mean), logTotal))
  const choices = subtract(lgamma(add(x, size)), add(lgamma(size), lgamma(add(x, 1))))
  return negate(add(choices, add(logZero, logCount)))
}

/** With probability sigmoid(zeroLogit) a zero, else negative binomial. */
export function zeroInflatedNegativeBinomialLoss(
  x: Node,
  mean: Node,
  dispersion: Node,
  zeroLogit: Node,
): Node {
  const count = negativeBinomialLoss(x, mean, dispersion)
  const size = divide(1, dispersion)
  const logZero = multiply(size, subtract(log(size), log(add(size, mean))))
  // -log((odds + P(0)) / (1 + odds)), where odds = exp(zeroLogit); softplus(a) = log(1 + exp(a)).
  const zero = subtract(softplus(zeroLogit), add(logZero, softplus(subtract(zeroLogit, logZero))))
  const other = add(softplus(zeroLogit), count)
  return where(greater(x, 0.5), other, zero)
}
