// Gradient rule of every operator: from the adjoint of its result to those of its inputs, in nodes of
// the same catalogue, so that gradients can be differentiated again. Rules of broadcasting operators
// ignore broadcasting; `gradient` sums their adjoints back to the input's shape.

import { apply } from './apply.ts'
import { expand, gather, pad, reshape, scatterAdd, slice, transpose } from './arrangement.ts'
import {
  cast,
  cos,
  divide,
  equal,
  exp,
  greater,
  log,
  multiply,
  negate,
  power,
  sigmoid,
  sign,
  sin,
  square,
  subtract,
  where,
} from './elementwise.ts'
import { isOperator, sizeOf, type Node, type Operator, type Shape, type Window } from './node.ts'
import { cumulativeSum, softmax, sum } from './reduction.ts'

/** Adjoints of the inputs, in their order; null where no gradient flows. */
export type Adjoints = readonly (Node | null)[]

type GradientRule<K extends Operator> = (node: Node<K>, adjoint: Node) => Adjoints

export const gradientRules: { readonly [K in Operator]: GradientRule<K> } = {
  input: () => [],
  constant: () => [],

  negate: (_, g) => [negate(g)],
  abs: ({ inputs: [x] }, g) => [multiply(g, sign(x))],
  sign: () => [null],
  floor: () => [null],
  exp: (y, g) => [multiply(g, y)],
  log: ({ inputs: [x] }, g) => [divide(g, x)],
  sqrt: (y, g) => [divide(g, multiply(y, 2))],
  sin: ({ inputs: [x] }, g) => [multiply(g, cos(x))],
  cos: ({ inputs: [x] }, g) => [negate(multiply(g, sin(x)))],
  tanh: (y, g) => [multiply(g, subtract(1, square(y)))],
  sigmoid: (y, g) => [multiply(g, multiply(y, subtract(1, y)))],
  softplus: ({ inputs: [x] }, g) => [multiply(g, sigmoid(x))],
  erf: ({ inputs: [x] }, g) => [
    multiply(g, multiply(exp(negate(square(x))), 2 / Math.sqrt(Math.PI))),
  ],
  // The result has the sign of the argument; asking it lets the runtime fuse the rectifier with the
  // product before it. A mask of ones and zeros is cheaper than a choice.
  leakyRelu: (y, g) => {
    const { slope } = y.attributes
    const isPositive = greater(y, 0)
    if (slope === 0) return [multiply(g, cast(isPositive, 'float32'))]
    return [where(isPositive, g, multiply(g, slope))]
  },
  not: () => [null],
  cast: ({ inputs: [x] }, g) => [x.type === 'float32' ? cast(g, 'float32') : null],
  stopGradient: () => [null],

  add: (_, g) => [g, g],
  subtract: (_, g) => [g, negate(g)],
  multiply: ({ inputs: [a, b] }, g) => [multiply(g, b), multiply(g, a)],
  divide: (y, g) => {
    const b = y.inputs[1]
    const share = divide(g, b)
    return [share, negate(multiply(share, y))]
  },
  power: (y, g) => {
    const [a, b] = y.inputs
    const inBase = multiply(g, multiply(b, power(a, subtract(b, 1))))
    return [inBase, isOperator(b, 'constant') ? null : multiply(g, multiply(y, log(a)))]
  },
  // At a tie the first argument takes the whole gradient.
  maximum: ({ inputs: [a, b] }, g) => [where(greater(b, a), 0, g), where(greater(b, a), g, 0)],
  minimum: ({ inputs: [a, b] }, g) => [where(greater(a, b), 0, g), where(greater(a, b), g, 0)],
  greater: () => [null, null],
  equal: () => [null, null],
  and: () => [null, null],
  where: ({ inputs: [condition] }, g) => [null, where(condition, g, 0), where(condition, 0, g)],

  matmul: ({ inputs: [a, b], attributes }, g) => {
    const { transposeLeft, transposeRight } = attributes
    const product = (left: Node, right: Node, isLeft: boolean, isRight: boolean): Node =>
      apply('matmul', [left, right], { transposeLeft: isLeft, transposeRight: isRight })
    return [
      transposeLeft ? product(b, g, transposeRight, true) : product(g, b, false, !transposeRight),
      transposeRight ? product(g, a, true, transposeLeft) : product(a, g, !transposeLeft, false),
    ]
  },

  transpose: ({ attributes: { permutation } }, g) => {
    return [
      transpose(
        g,
        permutation.map((_, i) => permutation.indexOf(i)),
      ),
    ]
  },
  reshape: ({ inputs: [x] }, g) => [reshape(g, x.shape)],
  expand: (_, g) => [g],
  concat: ({ inputs, attributes: { axis } }, g) => {
    let start = 0
    return inputs.map((x) => {
      start += x.shape[axis]!
      return slice(g, axis, start - x.shape[axis]!, start)
    })
  },
  slice: ({ inputs: [x], attributes: { starts, steps } }, g) => {
    const spread = dilate(g, steps)
    const after = x.shape.map((size, i) => size - starts[i]! - spread.shape[i]!)
    return [padAround(spread, starts, after)]
  },
  pad: ({ inputs: [x], attributes: { before } }, g) => [
    apply('slice', [g], {
      starts: before,
      ends: x.shape.map((size, i) => before[i]! + size),
      steps: x.shape.map(() => 1),
    }),
  ],
  gather: ({ inputs: [x, indices], attributes: { axis } }, g) => [
    scatterAdd(g, indices, x.shape[axis]!, axis),
    null,
  ],
  scatterAdd: ({ inputs: [, indices], attributes: { axis } }, g) => [
    gather(g, indices, axis),
    null,
  ],

  sum: ({ inputs: [x], attributes: { axes } }, g) => [expand(withAxes(g, x.shape, axes), x.shape)],
  // Shared equally among ties, so that the sum of the gradient is kept.
  max: (y, g) => {
    const [x] = y.inputs
    const { axes } = y.attributes
    const isPeak = cast(equal(x, withAxes(y, x.shape, axes)), 'float32')
    const share = divide(withAxes(g, x.shape, axes), sum(isPeak, { axes, keepAxes: true }))
    return [multiply(isPeak, share)]
  },
  argMax: () => [null],
  softmax: (y, g) => {
    const { axis } = y.attributes
    const weighted = multiply(g, y)
    return [subtract(weighted, multiply(y, sum(weighted, { axes: axis, keepAxes: true })))]
  },
  logSoftmax: ({ inputs: [x], attributes: { axis } }, g) => [
    subtract(g, multiply(softmax(x, axis), sum(g, { axes: axis, keepAxes: true }))),
  ],
  cumulativeSum: ({ attributes: { axis, exclusive, reverse } }, g) => [
    cumulativeSum(g, axis, { exclusive, reverse: !reverse }),
  ],

  // The three are the adjoints of one trilinear form in x, w and y.
  convolution: ({ inputs: [x, w], attributes }, g) => [
    apply('convolutionTranspose', [g, w], { ...attributes, size: x.shape.slice(2) }),
    apply('convolutionKernel', [x, g], { ...attributes, size: w.shape.slice(2) }),
  ],
  convolutionTranspose: ({ inputs: [y, w], attributes }, g) => [
    apply('convolution', [g, w], windowOf(attributes)),
    apply('convolutionKernel', [g, y], { ...attributes, size: w.shape.slice(2) }),
  ],
  convolutionKernel: ({ inputs: [x, y], attributes }, g) => [
    apply('convolutionTranspose', [y, g], { ...attributes, size: x.shape.slice(2) }),
    apply('convolution', [x, g], windowOf(attributes)),
  ],
  maxPool: ({ inputs: [x], attributes }, g) => {
    const indices = apply('maxPoolIndices', [x], attributes)
    const size = sizeOf(x.shape)
    const flat = scatterAdd(reshape(g, [-1]), reshape(indices, [-1]), size)
    return [reshape(flat, x.shape)]
  },
  maxPoolIndices: () => [null],
}

/** The window without the size that only the adjoints of a convolution need. */
function windowOf({ strides, before, after, dilations, groups }: Window): Window {
  return { strides, before, after, dilations, groups }
}

/** Puts axes of size 1 where a reduction over `axes` of `shape` may have dropped them. */
function withAxes(reduced: Node, shape: Shape, axes: readonly number[]): Node {
  return reshape(
    reduced,
    shape.map((size, i) => (axes.includes(i) ? 1 : size)),
  )
}

/** Puts `steps[i] - 1` zeros between neighbours along axis i. */
function dilate(x: Node, steps: readonly number[]): Node {
  return steps.reduce((spread, step, axis) => {
    const size = spread.shape[axis]!
    if (step === 1 || size <= 1) return spread
    const none = spread.shape.map(() => 0)
    const apart = pad(
      reshape(spread, spread.shape.toSpliced(axis + 1, 0, 1)),
      [...none, 0],
      none.toSpliced(axis + 1, 0, step - 1),
    )
    const joined = reshape(apart, spread.shape.with(axis, size * step))
    return slice(joined, axis, 0, (size - 1) * step + 1)
  }, x)
}

function padAround(x: Node, before: readonly number[], after: readonly number[]): Node {
  return before.some((n) => n > 0) || after.some((n) => n > 0) ? pad(x, before, after) : x
}

/** Sums an adjoint over the axes along which its input was broadcast: the one place that does. */
export function sumToShape(adjoint: Node, shape: Shape): Node {
  const extra = adjoint.shape.length - shape.length
  const axes = adjoint.shape.flatMap((size, i) =>
    i < extra || (shape[i - extra] === 1 && size !== 1) ? [i] : [],
  )
  return axes.length === 0 ? adjoint : reshape(sum(adjoint, { axes }), shape)
}
