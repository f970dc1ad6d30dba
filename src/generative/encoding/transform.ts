// Monotone maps between normalised values and the space in which a family learns them.

import {
  abs,
  add,
  clamp,
  divide,
  exp,
  log,
  multiply,
  sign,
  sqrt,
  square,
  subtract,
} from '../../learning/graph/elementwise.ts'
import type { Node } from '../../learning/graph/node.ts'

/**
 * `identity`; `asinh`: like the logarithm far from zero, of either sign. Two lie on (-1, 1), for
 * generators that end in a hyperbolic tangent: `bounded`, x / (1 + |x|), is fine near zero, and
 * `bounded-asinh`, asinh(x) / 4 and cut there, does not magnify errors far from it.
 */
export type TransformName = 'identity' | 'asinh' | 'bounded' | 'bounded-asinh'

export interface Transform {
  forward(x: Node): Node
  inverse(y: Node): Node
}

export const transforms: Readonly<Record<TransformName, Transform>> = {
  identity: { forward: (x) => x, inverse: (y) => y },
  asinh: { forward: asinh, inverse: sinh },
  bounded: {
    forward: (x) => divide(x, add(abs(x), 1)),
    // A generator can come closer to 1 than any value of the data does.
    inverse: (y) => divide(y, subtract(1.001, abs(y))),
  },
  'bounded-asinh': {
    forward: (x) => clamp(multiply(asinh(x), 1 / reach), -0.999, 0.999),
    inverse: (y) => sinh(multiply(y, reach)),
  },
}

/** 27 scales lie within. */
const reach = 4

/** Odd by construction, because x + sqrt(x^2 + 1) cancels for large negative x. */
export function asinh(x: Node): Node {
  return multiply(sign(x), log(add(abs(x), sqrt(add(square(x), 1)))))
}

function sinh(x: Node): Node {
  return multiply(subtract(exp(x), exp(multiply(x, -1))), 0.5)
}
