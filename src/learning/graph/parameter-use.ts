// One use of a tensor by all examples, and what each example adds to its gradient, written in the form
// in which it costs least: norms and weighted sums come out of it without a gradient per example
// wherever the operator allows (Goodfellow 2015, arXiv:1510.01799; Li et al. 2022, arXiv:2110.05679).

import { MillraceError } from '../../errors.ts'
import { concat, oneHot, reshape, scatterAdd, transpose, unsqueeze } from './arrangement.ts'
import { add, cast, equal, multiply, square } from './elementwise.ts'
import { gradientRules } from './gradients.ts'
import { matmul } from './linear-algebra.ts'
import { formatShape, isOperator, sizeOf, type Node, type Operator, type Shape } from './node.ts'
import { sum } from './reduction.ts'

/** Gradients of examples 0 to n - 1 by a tensor. */
export type ExampleGradients =
  /** `left[i]^T right[i]`: `[n, k, rows]` and `[n, k, columns]` for a tensor `[rows, columns]`. */
  | { readonly form: 'product'; readonly left: Node; readonly right: Node }
  /** Rows `[n, k, width]` added at `indices`, int32 `[n, k]`, into the tensor's rows. */
  | { readonly form: 'rows'; readonly indices: Node; readonly rows: Node }
  /** Written out: `[n, ...shape]`. */
  | { readonly form: 'whole'; readonly gradients: Node }

/** From the adjoint of a node to what each example adds to the gradient by its input `place`. */
export function exampleGradients(
  node: Node,
  place: number,
  adjoint: Node,
  count: number,
): ExampleGradients {
  const tensor = node.inputs[place]!
  const { shape } = tensor
  if (isOperator(node, 'matmul')) {
    const found = productOf(node, place, adjoint, count)
    if (found) return found
  } else if (isOperator(node, 'gather') && place === 0 && node.attributes.axis === 0) {
    const width = sizeOf(shape.slice(1))
    return {
      form: 'rows',
      indices: reshape(node.inputs[1], [count, -1]),
      rows: reshape(adjoint, [count, -1, width]),
    }
  } else if (isBroadcasting(node)) {
    const part = adjointOf(node, place, adjoint)
    // The axes of the tensor, filled up in front as broadcasting does.
    const axes = [...node.shape.slice(shape.length).map(() => 1), ...shape]
    if (part && axes.length === node.shape.length && axes[0] === 1) {
      return { form: 'whole', gradients: summedPerExample(part, axes, shape, count) }
    }
  }
  throw new MillraceError(
    'unsupported',
    `private training: no gradient per row, expected a parameter used by a product, a sum, a scale or a choice of rows, got ${node.operator} of ${formatShape(shape)}`,
  )
}

/** Squared norms of the gradients, `[n]`. */
export function squaredNorms(gradients: ExampleGradients): Node {
  switch (gradients.form) {
    case 'product': {
      const { left, right } = gradients
      const [, steps, rows] = left.shape
      const columns = right.shape[2]!
      if (steps === 1) return multiply(total(square(left)), total(square(right)))
      // Two Gram matrices or the gradient itself: whichever is fewer operations.
      if (steps! * (rows! + columns) > rows! * columns) {
        return squaredNorms({ form: 'whole', gradients: whole(gradients, [rows!, columns]) })
      }
      return total(multiply(gram(left), gram(right)))
    }
    case 'rows': {
      const { indices, rows } = gradients
      if (indices.shape[1] === 1) return total(square(rows))
      const isSame = equal(unsqueeze(indices, 1), unsqueeze(indices, 2))
      return total(multiply(gram(rows), cast(isSame, 'float32')))
    }
    case 'whole':
      return total(square(gradients.gradients))
    default:
      return gradients satisfies never
  }
}

/** Sum of the gradients, each times its weight `[n]`, in the shape of the tensor. */
export function weightedSum(gradients: ExampleGradients, weights: Node, shape: Shape): Node {
  const perStep = reshape(weights, [weights.shape[0]!, 1, 1])
  const flat = (x: Node): Node => reshape(x, [-1, x.shape[2]!])
  switch (gradients.form) {
    case 'product': {
      const { left, right } = gradients
      // The narrower side is scaled.
      const isLeft = left.shape[2]! < right.shape[2]!
      const a = flat(isLeft ? multiply(left, perStep) : left)
      const b = flat(isLeft ? right : multiply(right, perStep))
      return matmul(a, b, { transposeLeft: true })
    }
    case 'rows': {
      const { indices, rows } = gradients
      const scaled = flat(multiply(rows, perStep))
      return reshape(scatterAdd(scaled, reshape(indices, [-1]), shape[0]!), shape)
    }
    case 'whole': {
      const count = weights.shape[0]!
      const rows = reshape(gradients.gradients, [count, sizeOf(shape)])
      return reshape(matmul(reshape(weights, [1, count]), rows), shape)
    }
    default:
      return gradients satisfies never
  }
}

/** Sum of the gradients of several uses of one tensor of this shape. */
export function joined(uses: readonly ExampleGradients[], shape: Shape): ExampleGradients {
  const [first] = uses
  if (uses.length === 1) return first!
  const products = uses.filter((use) => use.form === 'product')
  const picks = uses.filter((use) => use.form === 'rows')
  if (products.length === uses.length) {
    return {
      form: 'product',
      left: concat(
        products.map(({ left }) => left),
        1,
      ),
      right: concat(
        products.map(({ right }) => right),
        1,
      ),
    }
  }
  if (picks.length === uses.length) {
    return {
      form: 'rows',
      indices: concat(
        picks.map(({ indices }) => indices),
        1,
      ),
      rows: concat(
        picks.map(({ rows }) => rows),
        1,
      ),
    }
  }
  return {
    form: 'whole',
    gradients: uses.map((use) => whole(use, shape)).reduce((a, b) => add(a, b)),
  }
}

/** The gradients written out, `[n, ...shape]`. */
export function whole(gradients: ExampleGradients, shape: Shape): Node {
  switch (gradients.form) {
    case 'product':
      return matmul(gradients.left, gradients.right, { transposeLeft: true })
    case 'rows': {
      const { indices, rows } = gradients
      const places = oneHot(indices, shape[0]!)
      const table = matmul(places, rows, { transposeLeft: true })
      return reshape(table, [indices.shape[0]!, ...shape])
    }
    case 'whole':
      return gradients.gradients
    default:
      return gradients satisfies never
  }
}

/** A matrix that multiplies rows from the right, or a stack of matrices from the left. */
function productOf(
  node: Node<'matmul'>,
  place: number,
  adjoint: Node,
  count: number,
): ExampleGradients | undefined {
  const [a, b] = node.inputs
  const { transposeLeft, transposeRight } = node.attributes
  const perExample = (x: Node): Node => reshape(x, [count, -1, x.shape.at(-1)!])
  const side = (left: Node, right: Node, isSwapped: boolean): ExampleGradients =>
    isSwapped ? { form: 'product', left: right, right: left } : { form: 'product', left, right }
  if (place === 1 && b.shape.length === 2 && !transposeLeft) {
    return side(perExample(a), perExample(adjoint), transposeRight)
  }
  if (place === 0 && a.shape.length === 2 && b.shape.length === 3 && b.shape[0] === count) {
    const columns = transpose(adjoint, [0, 2, 1])
    return side(columns, transposeRight ? b : transpose(b, [0, 2, 1]), transposeLeft)
  }
  return undefined
}

const broadcasting: ReadonlySet<Operator> = new Set<Operator>([
  'add',
  'subtract',
  'multiply',
  'divide',
  'power',
  'maximum',
  'minimum',
  'where',
  'expand',
])

function isBroadcasting({ operator }: Node): boolean {
  return broadcasting.has(operator)
}

function adjointOf<K extends Operator>(
  node: Node<K>,
  place: number,
  adjoint: Node,
): Node | null | undefined {
  return gradientRules[node.operator](node, adjoint)[place]
}

/** Sums over the axes along which a tensor was repeated, and over the rows of an example. */
function summedPerExample(part: Node, axes: Shape, shape: Shape, count: number): Node {
  const rows = reshape(part, [count, -1, ...part.shape.slice(1)])
  const repeated = axes.flatMap((size, i) => (i > 0 && size === 1 ? [i + 1] : []))
  return reshape(sum(rows, { axes: [1, ...repeated] }), [count, ...shape])
}

/** `[n, k, width]` to the products of the rows of each example, `[n, k, k]`. */
function gram(x: Node): Node {
  return matmul(x, x, { transposeRight: true })
}

/** Sum over all axes but the first. */
function total(x: Node): Node {
  return sum(x, { axes: x.shape.map((_, i) => i).slice(1) })
}
