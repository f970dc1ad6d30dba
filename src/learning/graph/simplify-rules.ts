// Local rules: what a node, its inputs already simplified, can be replaced by.

import { apply, scalar } from './apply.ts'
import { expand, reshape, transpose } from './arrangement.ts'
import { add, divide, multiply, negate, sqrt, subtract, where } from './elementwise.ts'
import { isOperator, sizeOf, type Node, type Operator, type Shape } from './node.ts'
import { sum } from './reduction.ts'
import { broadcastShapes } from './shapes.ts'
import { withInputs } from './rewrite.ts'

type Rule<K extends Operator> = (node: Node<K>) => Node | null

export const simplifyRules: { readonly [K in Operator]?: Rule<K> } = {
  stopGradient: ({ inputs: [x] }) => x,
  cast: ({ inputs: [x], type }) => (x.type === type ? x : null),
  not: ({ inputs: [x] }) => (isOperator(x, 'not') ? x.inputs[0] : null),
  negate: ({ inputs: [x] }) => {
    if (isOperator(x, 'negate')) return x.inputs[0]
    if (isOperator(x, 'subtract')) return subtract(x.inputs[1], x.inputs[0])
    const scaled = scaling(x)
    return scaled ? multiply(scaled.x, -scaled.factor) : null
  },

  add: (node) => {
    const [a, b] = node.inputs
    if (filling(b) === 0) return widened(a, node.shape)
    if (filling(a) === 0) return widened(b, node.shape)
    if (isOperator(b, 'negate')) return subtract(a, b.inputs[0])
    if (isOperator(a, 'negate')) return subtract(b, a.inputs[0])
    if (a === b) return multiply(a, 2)
    return biasedBeforeReshape(a, b, node.shape) ?? withoutExpand(node)
  },
  subtract: (node) => {
    const [a, b] = node.inputs
    if (filling(b) === 0) return widened(a, node.shape)
    if (filling(a) === 0) return widened(negate(b), node.shape)
    if (isOperator(b, 'negate')) return add(a, b.inputs[0])
    return withoutExpand(node)
  },
  multiply: (node) => {
    const [a, b] = node.inputs
    if (filling(b) === 1) return widened(a, node.shape)
    if (filling(a) === 1) return widened(b, node.shape)
    if (filling(a) === 0 || filling(b) === 0) return widened(scalar(0, node.type), node.shape)
    if (isOperator(a, 'negate')) return negate(multiply(a.inputs[0], b))
    if (isOperator(b, 'negate')) return negate(multiply(a, b.inputs[0]))
    const outer = scaling(node)
    const inner = outer && scaling(outer.x)
    if (inner) return multiply(inner.x, inner.factor * outer.factor)
    return withoutExpand(node)
  },
  divide: (node) => {
    const [a, b] = node.inputs
    const factor = filling(b)
    if (factor !== null && factor !== 0 && node.type === 'float32') {
      return widened(multiply(a, 1 / factor), node.shape)
    }
    if (isOperator(a, 'negate')) return negate(divide(a.inputs[0], b))
    return withoutExpand(node)
  },
  power: (node) => {
    const [a, b] = node.inputs
    const exponent = filling(b)
    if (exponent === 1) return widened(a, node.shape)
    if (exponent === 2) return widened(multiply(a, a), node.shape)
    if (exponent === 0.5) return widened(sqrt(a), node.shape)
    if (exponent === -1) return widened(divide(1, a), node.shape)
    return withoutExpand(node)
  },
  maximum: withoutExpand,
  minimum: withoutExpand,
  greater: withoutExpand,
  equal: withoutExpand,
  and: withoutExpand,
  where: (node) => {
    const [condition, a, b] = node.inputs
    if (isOperator(condition, 'not')) return where(condition.inputs[0], b, a)
    if (a === b) return widened(a, node.shape)
    return withoutExpand(node)
  },

  matmul: (node) => {
    const [a, b] = node.inputs
    const { transposeLeft, transposeRight } = node.attributes
    const left = untransposed(a)
    const right = untransposed(b)
    if (!left && !right) return null
    return apply('matmul', [left ?? a, right ?? b], {
      transposeLeft: transposeLeft !== Boolean(left),
      transposeRight: transposeRight !== Boolean(right),
    })
  },

  transpose: ({ inputs: [x], attributes: { permutation }, shape }) => {
    if (permutation.every((axis, i) => axis === i)) return x
    if (isOperator(x, 'transpose')) {
      const inner = x.attributes.permutation
      return transpose(
        x.inputs[0],
        permutation.map((axis) => inner[axis]!),
      )
    }
    // Moving axes of size 1 leaves the elements where they are.
    const moved = permutation.filter((axis) => x.shape[axis] !== 1)
    const isInOrder = moved.every((axis, i) => i === 0 || axis > moved[i - 1]!)
    return isInOrder && !shape.includes(-1) ? reshape(x, shape) : null
  },
  reshape: ({ inputs: [x], shape }) => {
    if (isSame(x.shape, shape)) return x
    if (isOperator(x, 'reshape')) return apply('reshape', x.inputs, { shape })
    return isOperator(x, 'expand') && sizeOf(x.inputs[0].shape) === 1
      ? expand(reshape(x.inputs[0], []), shape)
      : null
  },
  expand: ({ inputs: [x], shape }) => {
    if (isSame(x.shape, shape)) return x
    return isOperator(x, 'expand') ? expand(x.inputs[0], shape) : null
  },
  concat: (node) => (node.inputs.length === 1 ? node.inputs[0]! : rejoined(node)),
  slice: (node) => {
    const [x] = node.inputs
    if (isSame(x.shape, node.shape)) return x
    if (isOperator(x, 'concat')) return joinedPart(node, x)
    const isCutBack =
      isOperator(x, 'pad') &&
      isSame(x.inputs[0].shape, node.shape) &&
      isSame(x.attributes.before, node.attributes.starts) &&
      node.attributes.steps.every((step) => step === 1)
    return isCutBack ? x.inputs[0] : null
  },
  pad: ({ inputs: [x], shape }) => (isSame(x.shape, shape) ? x : null),

  sum: (node) => {
    const [x] = node.inputs
    const { axes, keepAxes } = node.attributes
    if (axes.every((axis) => x.shape[axis] === 1)) return reshape(x, node.shape)
    if (isOperator(x, 'negate')) return negate(sum(x.inputs[0], { axes, keepAxes }))
    // Scaling what is left of a reduction is cheaper than scaling what goes in.
    const scaled = scaling(x)
    if (scaled) return multiply(sum(scaled.x, { axes, keepAxes }), scaled.factor)
    return isOperator(x, 'expand') ? sumOfExpanded(node, x) : null
  },
}

/** The value of a node whose elements are all one constant, or null. */
function filling(node: Node): number | null {
  if (isOperator(node, 'expand') || isOperator(node, 'reshape')) return filling(node.inputs[0])
  if (!isOperator(node, 'constant') || sizeOf(node.shape) !== 1) return null
  return node.attributes.value.data[0]!
}

/** `x * factor` with a constant factor of no influence on the shape. */
function scaling(node: Node): { x: Node; factor: number } | null {
  if (!isOperator(node, 'multiply')) return null
  const [a, b] = node.inputs
  const inB = isOperator(b, 'constant') ? filling(b) : null
  if (inB !== null && isSame(a.shape, node.shape)) return { x: a, factor: inB }
  const inA = isOperator(a, 'constant') ? filling(a) : null
  return inA !== null && isSame(b.shape, node.shape) ? { x: b, factor: inA } : null
}

function widened(x: Node, shape: Shape): Node {
  return isSame(x.shape, shape) ? x : expand(x, shape)
}

/** Broadcasting operators stretch by themselves: an expanded input whose partners have the size is not needed. */
function withoutExpand(node: Node): Node | null {
  for (const [i, x] of node.inputs.entries()) {
    if (!isOperator(x, 'expand')) continue
    const inputs: Node[] = [...node.inputs].with(i, x.inputs[0])
    const shape = inputs
      .map((input) => input.shape)
      .reduce((a, b) => broadcastShapes(node.operator, a, b))
    if (isSame(shape, node.shape)) return withInputs(node, inputs)
  }
  return null
}

/** A bias goes to the product that is reshaped, where the runtime adds it for nothing. */
function biasedBeforeReshape(a: Node, b: Node, shape: Shape): Node | null {
  if (!isOperator(a, 'reshape') || b.shape.length !== 1) return null
  const [product] = a.inputs
  const size = b.shape[0]
  const isRows = product.shape.at(-1) === size && a.shape.at(-1) === size
  return isOperator(product, 'matmul') && isRows ? reshape(add(product, b), shape) : null
}

/** What is under a transpose of the last two axes. */
function untransposed(node: Node): Node | null {
  if (!isOperator(node, 'transpose')) return null
  const rank = node.shape.length
  const { permutation } = node.attributes
  const swapsLast = permutation.every((axis, i) =>
    i < rank - 2 ? axis === i : axis === 2 * rank - 3 - i,
  )
  return swapsLast ? node.inputs[0] : null
}

/** A slice that is exactly one of the joined parts. */
function joinedPart({ attributes, shape }: Node<'slice'>, joined: Node<'concat'>): Node | null {
  const { axis } = joined.attributes
  let start = 0
  for (const part of joined.inputs) {
    const isPart = attributes.starts.every((from, i) => from === (i === axis ? start : 0))
    const isWhole = attributes.steps.every((step) => step === 1) && isSame(part.shape, shape)
    if (isPart && isWhole) return part
    start += part.shape[axis]!
  }
  return null
}

/** Two neighbours that were cut next to each other from one node, along the axis, are cut as one. */
function rejoined({ inputs, attributes: { axis } }: Node<'concat'>): Node | null {
  for (const [i, next] of inputs.entries()) {
    const part = inputs[i - 1]
    if (!part || !isOperator(part, 'slice') || !isOperator(next, 'slice')) continue
    const [first, second] = [part.attributes, next.attributes]
    const isFollowing =
      part.inputs[0] === next.inputs[0] &&
      first.steps.every((step, k) => step === second.steps[k] && (k !== axis || step === 1)) &&
      first.starts.every((from, k) =>
        k === axis
          ? first.ends[k] === second.starts[k]
          : from === second.starts[k] && first.ends[k] === second.ends[k],
      )
    if (!isFollowing) continue
    const ends = first.ends.with(axis, second.ends[axis]!)
    const whole = apply('slice', part.inputs, { ...first, ends })
    return apply('concat', [...inputs.slice(0, i - 1), whole, ...inputs.slice(i + 1)], { axis })
  }
  return null
}

/** Summing over stretched axes multiplies by their sizes. */
function sumOfExpanded(
  { inputs: [x], attributes: { axes }, shape, type }: Node<'sum'>,
  { inputs: [source] }: Node<'expand'>,
): Node | null {
  const extra = x.shape.length - source.shape.length
  const isStretched = (axis: number): boolean => axis < extra || source.shape[axis - extra] === 1
  if (type !== 'float32' || !axes.every(isStretched)) return null
  const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1)
  const scaled = multiply(source, count)
  if (sizeOf(source.shape) === sizeOf(shape)) return reshape(scaled, shape)
  const left = x.shape.map((size, i) => (axes.includes(i) ? 1 : size))
  return reshape(expand(scaled, left), shape)
}

function isSame(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i])
}
