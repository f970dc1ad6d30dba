// The closed catalogue of operators and the node that applies one. Every concern (shapes, gradients,
// evaluation, emission) is one table over `Operator`; what is not here is composed of what is.

/** Sizes per axis; -1 may stand only first, for the symbolic batch of an exported inference graph. */
export type Shape = readonly number[]

export type ElementType = 'float32' | 'int32' | 'bool'

export type TensorData = Float32Array | Float64Array | Int32Array | Uint8Array

/** A tensor outside a graph: row-major data. Bools are bytes, 0 or 1. */
export interface TensorValue {
  readonly shape: Shape
  readonly data: TensorData
}

type Leaf = readonly []
type Unary = readonly [Node]
type Binary = readonly [Node, Node]
type Plain = Readonly<Record<never, never>>

interface Entry<Inputs extends readonly Node[], Attributes> {
  readonly inputs: Inputs
  readonly attributes: Attributes
}

/** Geometry of a convolution over the spatial axes of `[batch, channels, ...spatial]`. */
export interface Window {
  readonly strides: readonly number[]
  readonly before: readonly number[]
  readonly after: readonly number[]
  readonly dilations: readonly number[]
  readonly groups: number
}

export interface PoolWindow {
  readonly kernel: readonly number[]
  readonly strides: readonly number[]
  readonly before: readonly number[]
  readonly after: readonly number[]
}

interface Reduction {
  readonly axes: readonly number[]
  readonly keepAxes: boolean
}

/** Inputs and attributes of every operator. Axes are non-negative; binary operators broadcast. */
export interface Catalogue {
  input: Entry<Leaf, { readonly name: string; readonly shape: Shape; readonly type: ElementType }>
  constant: Entry<Leaf, { readonly value: TensorValue; readonly type: ElementType }>

  negate: Entry<Unary, Plain>
  abs: Entry<Unary, Plain>
  sign: Entry<Unary, Plain>
  floor: Entry<Unary, Plain>
  exp: Entry<Unary, Plain>
  log: Entry<Unary, Plain>
  sqrt: Entry<Unary, Plain>
  sin: Entry<Unary, Plain>
  cos: Entry<Unary, Plain>
  tanh: Entry<Unary, Plain>
  sigmoid: Entry<Unary, Plain>
  softplus: Entry<Unary, Plain>
  erf: Entry<Unary, Plain>
  /** `slope * x` where x is negative; slope 0 is the rectifier. */
  leakyRelu: Entry<Unary, { readonly slope: number }>
  not: Entry<Unary, Plain>
  cast: Entry<Unary, { readonly type: ElementType }>
  stopGradient: Entry<Unary, Plain>

  add: Entry<Binary, Plain>
  subtract: Entry<Binary, Plain>
  multiply: Entry<Binary, Plain>
  divide: Entry<Binary, Plain>
  power: Entry<Binary, Plain>
  maximum: Entry<Binary, Plain>
  minimum: Entry<Binary, Plain>
  greater: Entry<Binary, Plain>
  equal: Entry<Binary, Plain>
  and: Entry<Binary, Plain>
  /** `condition ? a : b`. */
  where: Entry<readonly [Node, Node, Node], Plain>

  /** Over the last two axes, either side transposed first; leading axes broadcast. */
  matmul: Entry<Binary, { readonly transposeLeft: boolean; readonly transposeRight: boolean }>

  transpose: Entry<Unary, { readonly permutation: readonly number[] }>
  reshape: Entry<Unary, { readonly shape: Shape }>
  expand: Entry<Unary, { readonly shape: Shape }>
  concat: Entry<readonly Node[], { readonly axis: number }>
  /** From `starts` (inclusive) to `ends` (exclusive) on every axis, in steps of at least 1. */
  slice: Entry<
    Unary,
    {
      readonly starts: readonly number[]
      readonly ends: readonly number[]
      readonly steps: readonly number[]
    }
  >
  pad: Entry<
    Unary,
    {
      readonly before: readonly number[]
      readonly after: readonly number[]
      readonly value: number
    }
  >
  /** Rows of the first input along `axis`, picked by the second (int32 of any shape). */
  gather: Entry<Binary, { readonly axis: number }>
  /** Adjoint of gather: adds the first input's rows into zeros of `size` rows along `axis`. */
  scatterAdd: Entry<Binary, { readonly axis: number; readonly size: number }>

  sum: Entry<Unary, Reduction>
  max: Entry<Unary, Reduction>
  /** int32 index of the first largest entry; the axis is dropped. */
  argMax: Entry<Unary, { readonly axis: number }>
  softmax: Entry<Unary, { readonly axis: number }>
  logSoftmax: Entry<Unary, { readonly axis: number }>
  cumulativeSum: Entry<
    Unary,
    { readonly axis: number; readonly exclusive: boolean; readonly reverse: boolean }
  >

  /** (x `[n, c, ...]`, w `[o, c / groups, ...]`) -> y `[n, o, ...]`. */
  convolution: Entry<Binary, Window>
  /** Adjoint of convolution in x: (y, w) -> x with spatial sizes `size`. */
  convolutionTranspose: Entry<Binary, Window & { readonly size: readonly number[] }>
  /** Adjoint of convolution in w: (x, y) -> w with spatial sizes `size`. */
  convolutionKernel: Entry<Binary, Window & { readonly size: readonly number[] }>
  maxPool: Entry<Unary, PoolWindow>
  /** int32 position of each maximum in the flattened input. */
  maxPoolIndices: Entry<Unary, PoolWindow>
}

export type Operator = keyof Catalogue
export type Inputs<K extends Operator> = Catalogue[K]['inputs']
export type Attributes<K extends Operator> = Catalogue[K]['attributes']

/** One application of an operator; immutable, and equal only to itself. */
export interface Node<K extends Operator = Operator> {
  readonly operator: K
  readonly inputs: Inputs<K>
  readonly attributes: Attributes<K>
  readonly shape: Shape
  readonly type: ElementType
}

/** Whether the node applies this operator; narrows inputs and attributes. */
export function isOperator<K extends Operator>(node: Node, operator: K): node is Node<K> {
  return node.operator === operator
}

/** Number of elements; NaN-free only for concrete shapes. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** `[2, 3]`, with `batch` for the symbolic axis. */
export function formatShape(shape: Shape): string {
  return `[${shape.map((size) => (size === -1 ? 'batch' : size)).join(', ')}]`
}

/** Every node that the roots need, inputs before users, without recursion; order is stable. */
export function topologicalOrder(roots: readonly Node[]): Node[] {
  const order: Node[] = []
  const done = new Set<Node>()
  const entered = new Set<Node>()
  const stack: Node[] = roots.toReversed()
  while (stack.length > 0) {
    const node = stack.at(-1)!
    if (done.has(node)) {
      stack.pop()
    } else if (entered.has(node)) {
      stack.pop()
      done.add(node)
      order.push(node)
    } else {
      entered.add(node)
      for (let i = node.inputs.length - 1; i >= 0; i--) {
        const input = node.inputs[i]!
        if (!done.has(input)) stack.push(input)
      }
    }
  }
  return order
}
