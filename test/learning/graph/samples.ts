// One random application of every operator of the catalogue. The conformance tests of gradients and
// of ONNX emission run over this table, so a new operator does not compile until it has a sample.

import { apply, input } from '../../../src/learning/graph/apply.ts'
import {
  sizeOf,
  type Attributes,
  type ElementType,
  type Inputs,
  type Node,
  type Operator,
  type PoolWindow,
  type Shape,
  type TensorValue,
  type Window,
} from '../../../src/learning/graph/node.ts'
import type { Random } from '../../../src/random.ts'

interface Draw {
  readonly shape: Shape
  readonly type?: ElementType
  /** Interval of float values or, exclusive at the end, of integers; [-2, 2] when absent. */
  readonly range?: readonly [number, number]
}

interface Sample<A> {
  readonly inputs: readonly Draw[]
  readonly attributes: A
}

type Sampler<K extends Operator> = (random: Random) => Sample<Attributes<K>>

type Plain = (random: Random) => Sample<Readonly<Record<never, never>>>

const unary: Plain = (random) => ({
  inputs: [{ shape: anyShape(random) }],
  attributes: {},
})
const positive: Plain = (random) => ({
  inputs: [{ shape: anyShape(random), range: [0.3, 3] }],
  attributes: {},
})
const binary: Plain = (random) => ({
  inputs: broadcastable(random, 2).map((shape) => ({ shape })),
  attributes: {},
})
const bools: Plain = (random) => ({
  inputs: broadcastable(random, 2).map((shape) => ({ shape, type: 'bool' })),
  attributes: {},
})

export const samplers: { readonly [K in Operator]: Sampler<K> } = {
  input: (random) => ({
    inputs: [],
    attributes: { name: 'fed', shape: anyShape(random), type: 'float32' },
  }),
  constant: (random) => {
    const shape = anyShape(random)
    return { inputs: [], attributes: { value: value(random, { shape }), type: 'float32' } }
  },

  negate: unary,
  abs: unary,
  sign: unary,
  floor: unary,
  exp: unary,
  log: positive,
  sqrt: positive,
  sin: unary,
  cos: unary,
  tanh: unary,
  sigmoid: unary,
  softplus: unary,
  erf: unary,
  leakyRelu: (random) => ({
    inputs: [{ shape: anyShape(random) }],
    attributes: { slope: random.integer(2) * 0.2 },
  }),
  not: (random) => ({ inputs: [{ shape: anyShape(random), type: 'bool' }], attributes: {} }),
  cast: (random) => ({
    inputs: [{ shape: anyShape(random), type: pick(random, ['float32', 'int32', 'bool']) }],
    attributes: { type: pick(random, ['float32', 'int32', 'bool']) },
  }),
  stopGradient: (random) => ({
    inputs: [{ shape: anyShape(random), type: 'int32' }],
    attributes: {},
  }),

  add: binary,
  subtract: binary,
  multiply: binary,
  divide: (random) => {
    const [a, b] = broadcastable(random, 2)
    return { inputs: [{ shape: a! }, { shape: b!, range: [0.5, 2] }], attributes: {} }
  },
  power: (random) => {
    const [a, b] = broadcastable(random, 2)
    return { inputs: [{ shape: a!, range: [0.3, 2] }, { shape: b! }], attributes: {} }
  },
  maximum: binary,
  minimum: binary,
  greater: binary,
  equal: (random) => ({
    inputs: broadcastable(random, 2).map((shape) => ({ shape, type: 'int32', range: [0, 3] })),
    attributes: {},
  }),
  and: bools,
  where: (random) => {
    const [a, b, c] = broadcastable(random, 3)
    return { inputs: [{ shape: a!, type: 'bool' }, { shape: b! }, { shape: c! }], attributes: {} }
  },

  matmul: (random) => {
    const [rows, inner, columns] = sizes(random, 3)
    const transposeLeft = random.integer(2) === 1
    const transposeRight = random.integer(2) === 1
    const [a, b] = random.integer(3) === 0 ? [[], []] : broadcastable(random, 2)
    const left = transposeLeft ? [inner!, rows!] : [rows!, inner!]
    const right = transposeRight ? [columns!, inner!] : [inner!, columns!]
    return {
      inputs: [{ shape: [...a!, ...left] }, { shape: [...b!, ...right] }],
      attributes: { transposeLeft, transposeRight },
    }
  },

  transpose: (random) => {
    const shape = anyShape(random)
    return {
      inputs: [{ shape }],
      attributes: { permutation: random.shuffle(shape.map((_, i) => i)) },
    }
  },
  reshape: (random) => {
    const shape = sizes(random, 3)
    const [a, b, c] = shape
    return {
      inputs: [{ shape }],
      attributes: { shape: pick(random, [[a! * b!, c!], [-a! * b! * -c!], [c!, 1, b!, a!]]) },
    }
  },
  expand: (random) => {
    const [from, shape] = broadcastable(random, 2)
    const full = from!.length > shape!.length ? from! : shape!
    return {
      inputs: [{ shape: full.map((size, i) => (i % 2 ? size : 1)).slice(random.integer(2)) }],
      attributes: { shape: full },
    }
  },
  concat: (random) => {
    const shape = anyShape(random, 1)
    const axis = random.integer(shape.length)
    return {
      inputs: sizes(random, 1 + random.integer(3)).map((n) => ({ shape: shape.with(axis, n) })),
      attributes: { axis },
    }
  },
  slice: (random) => {
    const shape = anyShape(random, 1).map((n) => n + 2)
    const starts = shape.map(() => random.integer(2))
    return {
      inputs: [{ shape }],
      attributes: {
        starts,
        ends: shape.map((n) => n - random.integer(2)),
        steps: shape.map(() => 1 + random.integer(3)),
      },
    }
  },
  pad: (random) => {
    const shape = anyShape(random, 1)
    return {
      inputs: [{ shape }],
      attributes: {
        before: shape.map(() => random.integer(3)),
        after: shape.map(() => random.integer(3)),
        value: random.integer(2),
      },
    }
  },
  gather: (random) => {
    const shape = anyShape(random, 1)
    const axis = random.integer(shape.length)
    return {
      inputs: [{ shape }, { shape: anyShape(random), type: 'int32', range: [0, shape[axis]!] }],
      attributes: { axis },
    }
  },
  scatterAdd: (random) => {
    const shape = anyShape(random, 1)
    const axis = random.integer(shape.length)
    const [size] = sizes(random, 1)
    const indices = shape.slice(axis, axis + 1 + random.integer(2))
    return {
      inputs: [{ shape }, { shape: indices, type: 'int32', range: [0, size!] }],
      attributes: { axis, size: size! },
    }
  },

  sum: reduction,
  max: reduction,
  argMax: (random) => {
    const shape = anyShape(random, 1)
    return { inputs: [{ shape }], attributes: { axis: random.integer(shape.length) } }
  },
  softmax: alongAxis,
  logSoftmax: alongAxis,
  cumulativeSum: (random) => {
    const { inputs, attributes } = alongAxis(random)
    const exclusive = random.integer(2) === 1
    return { inputs, attributes: { ...attributes, exclusive, reverse: random.integer(2) === 1 } }
  },

  convolution: (random) => {
    const { x, w, window } = convolved(random)
    return { inputs: [{ shape: x }, { shape: w }], attributes: window }
  },
  convolutionTranspose: (random) => {
    const { x, w, y, window } = convolved(random)
    return {
      inputs: [{ shape: y }, { shape: w }],
      attributes: { ...window, size: x.slice(2) },
    }
  },
  convolutionKernel: (random) => {
    const { x, w, y, window } = convolved(random)
    return {
      inputs: [{ shape: x }, { shape: y }],
      attributes: { ...window, size: w.slice(2) },
    }
  },
  maxPool: pooled,
  maxPoolIndices: pooled,
}

export const operators = Object.keys(samplers) as Operator[]

/** A random application of the operator and values for its inputs, which are named x0, x1, ... */
export function sample<K extends Operator>(
  operator: K,
  random: Random,
): { node: Node<K>; inputs: Node<'input'>[]; feeds: Record<string, TensorValue> } {
  const { inputs: draws, attributes } = samplers[operator](random)
  const inputs = draws.map(({ shape, type }, i) => input(`x${i}`, shape, type))
  const feeds = Object.fromEntries(draws.map((draw, i) => [`x${i}`, value(random, draw)]))
  // The sampler gives as many draws as the operator has inputs.
  const node = apply(operator, inputs as unknown as Inputs<K>, attributes)
  if (operator === 'input') {
    const self = node as unknown as Node<'input'>
    return { node, inputs: [self], feeds: { fed: value(random, { shape: self.shape }) } }
  }
  return { node, inputs, feeds }
}

/** Random values that are exact in float32, so that both precisions start from the same numbers. */
export function value(random: Random, { shape, type = 'float32', range }: Draw): TensorValue {
  const length = sizeOf(shape)
  if (type === 'bool') return { shape, data: Uint8Array.from({ length }, () => random.integer(2)) }
  if (type === 'int32') {
    const [low, high] = range ?? [-3, 4]
    return { shape, data: Int32Array.from({ length }, () => low + random.integer(high - low)) }
  }
  const [low, high] = range ?? [-2, 2]
  return { shape, data: Float32Array.from({ length }, () => low + (high - low) * random.uniform()) }
}

export function anyShape(random: Random, leastRank: number = 0): number[] {
  return sizes(random, leastRank + random.integer(4 - leastRank))
}

function sizes(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => 1 + random.integer(4))
}

/** Shapes that broadcast together: axes set to 1 and leading axes dropped at random. */
function broadcastable(random: Random, count: number): number[][] {
  const full = anyShape(random)
  return Array.from({ length: count }, () =>
    full
      .map((size) => (random.integer(3) === 0 ? 1 : size))
      .slice(random.integer(3) === 0 ? random.integer(full.length + 1) : 0),
  )
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random.integer(values.length)]!
}

function reduction(random: Random): Sample<Attributes<'sum'>> {
  const shape = anyShape(random, 1)
  const axes = shape.map((_, i) => i).filter(() => random.integer(2) === 1)
  if (axes.length === 0) axes.push(random.integer(shape.length))
  return { inputs: [{ shape }], attributes: { axes, keepAxes: random.integer(2) === 1 } }
}

function alongAxis(random: Random): Sample<Attributes<'softmax'>> {
  const shape = anyShape(random, 1)
  return { inputs: [{ shape }], attributes: { axis: random.integer(shape.length) } }
}

function convolved(random: Random): { x: number[]; w: number[]; y: number[]; window: Window } {
  const rank = 1 + random.integer(2)
  const per = (bound: number): number[] => Array.from({ length: rank }, () => random.integer(bound))
  const groups = 1 + random.integer(2)
  const [batch, depth, filters] = sizes(random, 3)
  const kernel = per(3).map((n) => n + 1)
  const window: Window = {
    strides: per(2).map((n) => n + 1),
    before: per(2),
    after: per(2),
    dilations: per(2).map((n) => n + 1),
    groups,
  }
  const spatial = per(4).map((n) => n + 5)
  const x = [batch!, depth! * groups, ...spatial]
  const w = [filters! * groups, depth!, ...kernel]
  const full = apply('convolution', [input('x', x), input('w', w)], window)
  return { x, w, y: [...full.shape], window }
}

function pooled(random: Random): Sample<PoolWindow> {
  const rank = 1 + random.integer(2)
  const [batch, channels] = sizes(random, 2)
  const spatial = Array.from({ length: rank }, () => 4 + random.integer(3))
  const window: PoolWindow = {
    kernel: spatial.map(() => 2 + random.integer(2)),
    strides: spatial.map(() => 1 + random.integer(2)),
    before: spatial.map(() => random.integer(2)),
    after: spatial.map(() => random.integer(2)),
  }
  return { inputs: [{ shape: [batch!, channels!, ...spatial] }], attributes: window }
}
