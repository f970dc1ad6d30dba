// Products of matrices.

import { apply } from './apply.ts'
import { reshape } from './arrangement.ts'
import { sizeOf, type Node } from './node.ts'

export interface MatmulOptions {
  readonly transposeLeft?: boolean
  readonly transposeRight?: boolean
}

/**
 * Product over the last two axes; leading axes broadcast. A stack of rows times one matrix
 * (`[..., n, k]` by `[k, m]`) is done as a single product, whose gradient is one as well.
 */
export function matmul(
  a: Node,
  b: Node,
  { transposeLeft = false, transposeRight = false }: MatmulOptions = {},
): Node {
  const attributes = { transposeLeft, transposeRight }
  // With a symbolic batch the runtime flattens the rows by itself.
  const isStack = a.shape.length > 2 && b.shape.length === 2 && !a.shape.includes(-1)
  if (!isStack || transposeLeft) return apply('matmul', [a, b], attributes)
  const inner = a.shape.at(-1)!
  const rows = sizeOf(a.shape.slice(0, -1))
  const product = apply('matmul', [reshape(a, [rows, inner]), b], attributes)
  return reshape(product, [...a.shape.slice(0, -1), product.shape[1]!])
}
