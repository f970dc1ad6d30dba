// Functions composed of the catalogue's operators.

import {
  add,
  erf,
  exp,
  greater,
  log,
  maximum,
  minimum,
  multiply,
  negate,
  reciprocal,
  sigmoid,
  softplus,
  square,
  subtract,
  where,
} from './elementwise.ts'
import type { Node } from './node.ts'

/** log(sigmoid(x)) without overflow. */
export const logSigmoid = (x: Node): Node => negate(softplus(negate(x)))

/** x * sigmoid(x) (Ramachandran et al. 2017, arXiv:1710.05941). */
export const silu = (x: Node): Node => multiply(x, sigmoid(x))

/** x where positive, exp(x) - 1 elsewhere (Clevert et al. 2016, arXiv:1511.07289). */
export function elu(x: Node): Node {
  return add(maximum(x, 0), subtract(exp(minimum(x, 0)), 1))
}

/** x times the normal distribution function (Hendrycks & Gimpel 2016, arXiv:1606.08415). */
export const gelu = (x: Node): Node => multiply(x, normalCumulative(x))

/** Distribution function of the standard normal. */
export function normalCumulative(x: Node): Node {
  return multiply(add(erf(multiply(x, Math.SQRT1_2)), 1), 0.5)
}

/**
 * log(gamma(x)) for x > 0, to 1e-5 of max(1, |value|) in float32. Arguments below 6 are raised by
 * 6 with gamma(x) = gamma(x + 6) / (x (x + 1) ... (x + 5)), then Stirling's series (Abramowitz &
 * Stegun 6.1.41). Its derivative is digamma to the same accuracy.
 */
export function lgamma(x: Node): Node {
  const z = raised(x)
  const inverse = reciprocal(z)
  const inverseSquare = square(inverse)
  const series = multiply(
    inverse,
    polynomial(inverseSquare, [1 / 12, -1 / 360, 1 / 1260, -1 / 1680]),
  )
  const stirling = add(
    subtract(multiply(subtract(z, 0.5), log(z)), z),
    add(series, 0.5 * Math.log(2 * Math.PI)),
  )
  const [first, second, third] = risingFactors(x)
  const product = multiply(multiply(first, second), third)
  return subtract(stirling, where(greater(6, x), log(product), 0))
}

/**
 * Derivative of lgamma for x > 0, to 1e-5 of max(1, |value|) in float32 (Abramowitz & Stegun 6.3.18,
 * with the recurrence 6.3.6).
 */
export function digamma(x: Node): Node {
  const z = raised(x)
  const inverse = reciprocal(z)
  const inverseSquare = square(inverse)
  const tail = multiply(
    inverseSquare,
    polynomial(inverseSquare, [1 / 12, -1 / 120, 1 / 252, -1 / 240]),
  )
  const asymptotic = subtract(subtract(log(z), multiply(inverse, 0.5)), tail)
  const inverses = risingFactors(x)
    .map(reciprocal)
    .reduce((total, part) => add(total, part))
  const slope = add(multiply(minimum(x, 6), 2), 5)
  return subtract(asymptotic, where(greater(6, x), multiply(slope, inverses), 0))
}

/** log(beta(a, b)). */
export function logBeta(a: Node, b: Node): Node {
  return subtract(add(lgamma(a), lgamma(b)), lgamma(add(a, b)))
}

function raised(x: Node): Node {
  return where(greater(6, x), add(x, 6), x)
}

/** x (x + 5), (x + 1)(x + 4), (x + 2)(x + 3): their product is x (x + 1) ... (x + 5). */
function risingFactors(x: Node): [Node, Node, Node] {
  // Bounded, so that the branch not taken cannot overflow and spoil the gradient.
  const low = minimum(x, 6)
  const first = multiply(low, add(low, 5))
  return [first, add(first, 4), add(first, 6)]
}

/** c0 + c1 x + c2 x^2 + ... by Horner's rule. */
function polynomial(x: Node, coefficients: readonly number[]): Node {
  const [last, next, ...rest] = coefficients.toReversed()
  return rest.reduce<Node>(
    (total, coefficient) => add(multiply(x, total), coefficient),
    add(multiply(x, last!), next!),
  )
}
