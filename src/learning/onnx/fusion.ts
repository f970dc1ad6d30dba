// A bias added to a product is part of the product's own operator in ONNX: one pass less over its result.

import { isOperator, type Node } from '../graph/node.ts'

type Product = Node<'matmul'> | Node<'convolution'> | Node<'convolutionTranspose'>

export interface BiasedProduct {
  readonly product: Product
  /** `[channels]` for a convolution, broadcast to the result for a matrix product. */
  readonly bias: Node
}

/**
 * The additions that can be emitted as one operator with the product before them, which nothing else
 * uses. `order` is every node of the model, `outputs` those that leave it.
 */
export function findBiases(
  order: readonly Node[],
  outputs: readonly Node[],
): ReadonlyMap<Node, BiasedProduct> {
  const uses = new Map<Node, number>()
  for (const node of [...order.flatMap(({ inputs }) => [...inputs]), ...outputs]) {
    uses.set(node, (uses.get(node) ?? 0) + 1)
  }
  const found = new Map<Node, BiasedProduct>()
  for (const node of order) {
    if (!isOperator(node, 'add')) continue
    const [a, b] = node.inputs
    const match = matched(a, b) ?? matched(b, a)
    if (match && uses.get(match.product) === 1) found.set(node, match)
  }
  return found
}

function matched(product: Node, added: Node): BiasedProduct | null {
  if (isOperator(product, 'matmul')) {
    const isMatrix = product.inputs.every((x) => x.shape.length === 2)
    const isRow = added.shape.length === 1 && added.shape[0] === product.shape[1]
    return isMatrix && isRow ? { product, bias: added } : null
  }
  if (isOperator(product, 'convolution') || isOperator(product, 'convolutionTranspose')) {
    if (!isOperator(added, 'reshape')) return null
    const [bias] = added.inputs
    const channels = product.shape[1]!
    const isPerChannel =
      bias.shape.length === 1 &&
      bias.shape[0] === channels &&
      added.shape.length >= product.shape.length - 1 &&
      added.shape.at(1 - product.shape.length) === channels
    return isPerChannel ? { product, bias } : null
  }
  return null
}
