// Dropout (Srivastava et al. 2014, JMLR 15:1929).

import { cast, greaterOrEqual, multiply } from '../graph/elementwise.ts'
import type { Node } from '../graph/node.ts'

/**
 * Zeroes each element with probability `rate` and scales the others by 1 / (1 - rate). `uniforms`,
 * of the shape of x, are fed as noise; outside training the layer is left out.
 */
export function dropout(x: Node, rate: number, uniforms: Node): Node {
  if (rate === 0) return x
  return multiply(multiply(x, cast(greaterOrEqual(uniforms, rate), 'float32')), 1 / (1 - rate))
}
