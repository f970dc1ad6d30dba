// ONNX emission of every operator, in standard operators unless the target has better. docs/learning.md gives the measured
// reasons for the choices that are not obvious.

import { sizeOf, type Node, type Operator, type Shape } from '../graph/node.ts'
import { emitConvolution, emitConvolutionTranspose } from './emit-convolution.ts'
import { emitConvolutionKernel } from './emit-convolution-kernel.ts'
import type { ModelWriter } from './model-writer.ts'
import type { Target } from './target.ts'

/**
 * Adds the nodes of one operator and returns the name of its value. Products and convolutions take
 * one name more than the node has inputs where a bias is added to them.
 */
type EmitRule<K extends Operator> = (
  node: Node<K>,
  inputs: readonly string[],
  writer: ModelWriter,
  target: Target,
) => string

export const emitRules: { readonly [K in Operator]: EmitRule<K> } = {
  // Indices are int64 in ONNX: an int32 input is widened once, at the door.
  input: ({ attributes: { name }, type }, _, writer) =>
    type === 'int32' ? writer.node('Cast', [name], { to: 7 }) : name,
  constant: ({ attributes: { value }, type }, _, writer) =>
    type === 'float32' && value.shape.length === 0
      ? writer.float(value.data[0]!)
      : writer.initializer(value, type),

  negate: plain('Neg'),
  abs: plain('Abs'),
  sign: plain('Sign'),
  floor: plain('Floor'),
  exp: plain('Exp'),
  log: plain('Log'),
  sqrt: plain('Sqrt'),
  sin: plain('Sin'),
  cos: plain('Cos'),
  tanh: plain('Tanh'),
  sigmoid: plain('Sigmoid'),
  // max(x, 0) + log(1 + exp(-|x|)): five times as fast as the runtime's own Softplus.
  softplus: (_, [x], writer) => {
    const shrunk = writer.node('Exp', [writer.node('Neg', [writer.node('Abs', [x!])])])
    const rest = writer.node('Log', [writer.node('Add', [shrunk, writer.float(1)])])
    return writer.node('Add', [writer.node('Relu', [x!]), rest])
  },
  erf: plain('Erf'),
  leakyRelu: ({ attributes: { slope } }, inputs, writer) =>
    slope === 0
      ? writer.node('Relu', inputs)
      : writer.node('LeakyRelu', inputs, { alpha: { float: slope } }),
  not: plain('Not'),
  cast: ({ type }, inputs, writer) =>
    writer.node('Cast', inputs, { to: { float32: 1, int32: 7, bool: 9 }[type] }),
  stopGradient: (_, [x]) => x!,

  add: plain('Add'),
  subtract: plain('Sub'),
  multiply: plain('Mul'),
  divide: plain('Div'),
  power: plain('Pow'),
  maximum: plain('Max'),
  minimum: plain('Min'),
  greater: plain('Greater'),
  equal: plain('Equal'),
  and: plain('And'),
  where: plain('Where'),

  matmul: ({ inputs: [a, b], attributes }, [left, right, ...bias], writer) => {
    const { transposeLeft, transposeRight } = attributes
    if (a.shape.length === 2 && b.shape.length === 2) {
      const flags = { transA: Number(transposeLeft), transB: Number(transposeRight) }
      return writer.node('Gemm', [left!, right!, ...bias], flags)
    }
    const swapped = (name: string, x: Node): string =>
      writer.node('Transpose', [name], { perm: swapLast(x.shape) })
    return writer.node('MatMul', [
      transposeLeft ? swapped(left!, a) : left!,
      transposeRight ? swapped(right!, b) : right!,
    ])
  },

  transpose: ({ attributes: { permutation } }, inputs, writer) =>
    writer.node('Transpose', inputs, { perm: permutation }),
  reshape: ({ shape }, [x], writer) => writer.node('Reshape', [x!, writer.integers(shape)]),
  expand: ({ shape }, [x], writer) =>
    writer.node('Expand', [x!, writer.integers(shape.map((size) => Math.max(size, 1)))]),
  concat: ({ attributes }, inputs, writer) => writer.node('Concat', inputs, { ...attributes }),
  slice: ({ inputs: [{ shape }], attributes: { starts, ends, steps } }, [x], writer) => {
    const isCut = (i: number): boolean => starts[i] !== 0 || ends[i] !== shape[i] || steps[i] !== 1
    const axes = shape.map((_, i) => i).filter(isCut)
    const [from, to, by] = [starts, ends, steps].map((values) => axes.map((axis) => values[axis]!))
    const bounds = [from!, to!, axes, by!].map((values) => writer.integers(values))
    return writer.node('Slice', [x!, ...bounds])
  },
  pad: ({ attributes: { before, after, value } }, [x], writer) =>
    writer.node('Pad', [x!, writer.integers([...before, ...after]), writer.float(value)]),
  gather: ({ attributes }, inputs, writer) => writer.node('Gather', inputs, { ...attributes }),
  scatterAdd: emitScatterAdd,

  sum: emitSum,
  max: ({ attributes: { axes, keepAxes } }, inputs, writer) =>
    writer.node('ReduceMax', inputs, { axes, keepdims: Number(keepAxes) }),
  argMax: ({ attributes: { axis } }, inputs, writer) =>
    writer.node('ArgMax', inputs, { axis, keepdims: 0 }),
  softmax: ({ attributes }, inputs, writer) => writer.node('Softmax', inputs, { ...attributes }),
  logSoftmax: ({ attributes }, inputs, writer) =>
    writer.node('LogSoftmax', inputs, { ...attributes }),
  cumulativeSum: emitCumulativeSum,

  convolution: emitConvolution,
  convolutionTranspose: emitConvolutionTranspose,
  convolutionKernel: emitConvolutionKernel,
  maxPool: ({ attributes }, inputs, writer) => emitMaxPool(attributes, inputs, writer)[0]!,
  maxPoolIndices: ({ attributes }, inputs, writer) => emitMaxPool(attributes, inputs, writer)[1]!,
}

/** The work of the product grows with the length of the axis. */
const longestTriangle = 128

function plain(
  operator: string,
): (node: Node, inputs: readonly string[], writer: ModelWriter) => string {
  return (_, inputs, writer) => writer.node(operator, inputs)
}

function swapLast(shape: Shape): number[] {
  const order = shape.map((_, i) => i)
  return [...order.slice(0, -2), order.length - 1, order.length - 2]
}

/** Rows are added by `ScatterND`, single numbers faster by `ScatterElements`. */
function emitScatterAdd(
  { inputs: [updates, indices], attributes: { axis }, shape }: Node<'scatterAdd'>,
  [updatesName, indicesName]: readonly string[],
  writer: ModelWriter,
): string {
  const reshaped = (name: string, to: Shape): string =>
    writer.node('Reshape', [name, writer.integers(to)])
  const target = [shape[axis]!, ...shape.toSpliced(axis, 1)]
  const zeros = writer.node('Expand', [writer.float(0), writer.integers(target)])
  if (shape.length === 1) {
    const flat = [reshaped(indicesName!, [-1]), reshaped(updatesName!, [-1])]
    return writer.node('ScatterElements', [zeros, ...flat], { axis: 0, reduction: 'add' })
  }
  // Rows are added along the first axis, so the indexed axes go there and come back.
  const order = [...updates.shape.keys()]
  const indexed = order.splice(axis, indices.shape.length)
  const isFirst = axis === 0
  const rows = isFirst
    ? updatesName!
    : writer.node('Transpose', [updatesName!], { perm: [...indexed, ...order] })
  const picked = reshaped(indicesName!, [...indices.shape, 1])
  const result = writer.node('ScatterND', [zeros, picked, rows], { reduction: 'add' })
  if (isFirst) return result
  const rest = [...shape.keys()].slice(1)
  return writer.node('Transpose', [result], { perm: rest.toSpliced(axis, 0, 0) })
}

/**
 * A row of ones times the matrix sums over the first axes three times as fast as `ReduceSum` does; what
 * is left to sum is small.
 */
function emitSum(
  { inputs: [x], attributes: { axes, keepAxes }, type, shape }: Node<'sum'>,
  [name]: readonly string[],
  writer: ModelWriter,
): string {
  const reduce = (from: string, over: readonly number[], isKept: boolean): string =>
    writer.node('ReduceSum', [from, writer.integers(over)], { keepdims: Number(isKept) })
  const count = axes.filter((axis, i) => axis === i).length
  const rows = sizeOf(x.shape.slice(0, count))
  const rest = x.shape.slice(count)
  const isWorthIt = count > 0 && sizeOf(rest) > 1 && rows > 1 && rows <= 65_536
  if (!isWorthIt || type !== 'float32') return reduce(name!, axes, keepAxes)
  const ones = writer.ones([1, rows])
  const matrix = writer.node('Reshape', [name!, writer.integers([rows, sizeOf(rest)])])
  const totals = writer.node('MatMul', [ones, matrix])
  if (count === axes.length) return writer.node('Reshape', [totals, writer.integers(shape)])
  const unfolded = writer.node('Reshape', [totals, writer.integers(rest)])
  const left = axes.slice(count).map((axis) => axis - count)
  return writer.node('Reshape', [reduce(unfolded, left, false), writer.integers(shape)])
}

/** Along a short last axis, a product with a triangle of ones takes half the time of `CumSum`. */
function emitCumulativeSum(
  { inputs: [x], attributes, type }: Node<'cumulativeSum'>,
  [name]: readonly string[],
  writer: ModelWriter,
): string {
  const { axis, exclusive, reverse } = attributes
  const count = x.shape[axis]!
  if (type === 'float32' && axis === x.shape.length - 1 && count <= longestTriangle) {
    return writer.node('MatMul', [name!, writer.triangle(count, attributes)])
  }
  return writer.node('CumSum', [name!, writer.integers([axis])], {
    exclusive: Number(exclusive),
    reverse: Number(reverse),
  })
}

function emitMaxPool(
  { kernel, strides, before, after }: Node<'maxPool'>['attributes'],
  inputs: readonly string[],
  writer: ModelWriter,
): string[] {
  const attributes = { kernel_shape: kernel, strides, pads: [...before, ...after] }
  return writer.nodeWithOutputs('MaxPool', inputs, attributes, 2)
}
