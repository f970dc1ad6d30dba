// Student's t likelihood: a normal with heavy tails, for data with outliers.

import { add, divide, exp, log, multiply, square, subtract } from '../../graph/elementwise.ts'
import type { Node } from '../../graph/node.ts'
import { lgamma } from '../../graph/special.ts'

/** -log of the density with location `mean`, scale exp(logScale) and `freedom` > 0 degrees of freedom. */
export function studentTLoss(x: Node, mean: Node, logScale: Node, freedom: Node): Node {
  const standardised = multiply(subtract(x, mean), exp(multiply(logScale, -1)))
  const half = multiply(add(freedom, 1), 0.5)
  const tail = multiply(half, log(add(divide(square(standardised), freedom), 1)))
  const logBeta = subtract(lgamma(half), lgamma(multiply(freedom, 0.5)))
  const logNorm = subtract(logBeta, multiply(log(multiply(freedom, Math.PI)), 0.5))
  return add(add(tail, logScale), multiply(logNorm, -1))
}
