// Normal likelihood.

import { add, exp, multiply, square, subtract } from '../../graph/elementwise.ts'
import type { Node } from '../../graph/node.ts'

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI)

/** -log N(x; mean, exp(logDeviation)^2), element by element. */
export function gaussianLoss(x: Node, mean: Node, logDeviation: Node): Node {
  const standardised = multiply(subtract(x, mean), exp(multiply(logDeviation, -1)))
  return add(add(multiply(square(standardised), 0.5), logDeviation), halfLogTwoPi)
}
