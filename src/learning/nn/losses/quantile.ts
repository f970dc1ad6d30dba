// Quantile regression (Koenker & Bassett 1978, doi:10.2307/1913643).

import { add, maximum, multiply, subtract } from '../../graph/elementwise.ts'
import type { Node } from '../../graph/node.ts'

/**
 * Pinball loss max(level (x - quantile), (level - 1) (x - quantile)), element by element; `levels` is
 * one level or a node of them that broadcasts against the quantiles.
 */
export function quantileLoss(x: Node, quantile: Node, levels: number | Node): Node {
  const error = subtract(x, quantile)
  return maximum(multiply(error, levels), multiply(error, add(levels, -1)))
}
