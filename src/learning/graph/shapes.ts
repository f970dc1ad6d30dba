// Shape rule of every operator: what it gives for its inputs, or an error that names the shapes.

import { MillraceError } from '../../errors.ts'
import {
  formatShape,
  sizeOf,
  type Attributes,
  type ElementType,
  type Inputs,
  type Node,
  type Operator,
  type PoolWindow,
  type Shape,
  type Window,
} from './node.ts'

export interface Signature {
  readonly shape: Shape
  readonly type: ElementType
}

type ShapeRule<K extends Operator> = (inputs: Inputs<K>, attributes: Attributes<K>) => Signature

export const shapeRules: { readonly [K in Operator]: ShapeRule<K> } = {
  input: (_, { shape, type }) => ({ shape, type }),
  constant: (_, { value, type }) => {
    if (value.data.length !== sizeOf(value.shape)) {
      fail('constant', 'data do not fill the shape', formatShape(value.shape), value.data.length)
    }
    return { shape: value.shape, type }
  },

  negate: elementwise,
  abs: elementwise,
  sign: elementwise,
  floor: elementwise,
  exp: elementwise,
  log: elementwise,
  sqrt: elementwise,
  sin: elementwise,
  cos: elementwise,
  tanh: elementwise,
  sigmoid: elementwise,
  softplus: elementwise,
  erf: elementwise,
  leakyRelu: ([x], { slope }) => {
    if (!(slope >= 0)) fail('leakyRelu', 'slope is negative', 'a slope of at least 0', slope)
    return elementwise([x])
  },
  not: ([x]) => ({ shape: x.shape, type: expectType('not', x, 'bool') }),
  cast: ([x], { type }) => ({ shape: x.shape, type }),
  stopGradient: elementwise,

  add: broadcasting('add'),
  subtract: broadcasting('subtract'),
  multiply: broadcasting('multiply'),
  divide: broadcasting('divide'),
  power: broadcasting('power'),
  maximum: broadcasting('maximum'),
  minimum: broadcasting('minimum'),
  greater: broadcasting('greater', 'bool'),
  equal: broadcasting('equal', 'bool'),
  and: (inputs) => {
    inputs.forEach((input) => expectType('and', input, 'bool'))
    return broadcasting('and')(inputs)
  },
  where: ([condition, a, b]) => {
    expectType('where', condition, 'bool')
    const { shape, type } = broadcasting('where')([a, b])
    return { shape: broadcastShapes('where', condition.shape, shape), type }
  },

  matmul: ([a, b], { transposeLeft, transposeRight }) => {
    if (a.shape.length < 2 || b.shape.length < 2) {
      fail('matmul', 'expected at least two axes on each side', a, b)
    }
    const [rows, inner] = lastTwo(a.shape, transposeLeft)
    const [depth, columns] = lastTwo(b.shape, transposeRight)
    if (inner !== depth) {
      fail(
        'matmul',
        `inner sizes ${inner} and ${depth} differ`,
        transposed(a, transposeLeft),
        transposed(b, transposeRight),
      )
    }
    const leading = broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2))
    return { shape: [...leading, rows, columns], type: sameType('matmul', [a, b]) }
  },

  transpose: ([x], { permutation }) => {
    const sorted = permutation.toSorted((i, j) => i - j)
    if (permutation.length !== x.shape.length || sorted.some((axis, i) => axis !== i)) {
      fail('transpose', 'not a permutation of the axes', x, formatShape(permutation))
    }
    return { shape: permutation.map((axis) => x.shape[axis]!), type: x.type }
  },
  reshape: ([x], { shape }) => {
    // Rows of a symbolic batch may be cut into several.
    const isCut = x.shape[0] === -1 && shape[0] === -1 && sizeOf(x.shape) % sizeOf(shape) === 0
    if (!isCut && sizeOf(x.shape) !== sizeOf(shape)) {
      fail('reshape', 'sizes differ', x, formatShape(shape))
    }
    return { shape, type: x.type }
  },
  expand: ([x], { shape }) => {
    const isSame = broadcastShapes('expand', x.shape, shape).every((size, i) => size === shape[i])
    if (!isSame || x.shape.length > shape.length) {
      fail('expand', 'cannot be broadcast', x, formatShape(shape))
    }
    return { shape, type: x.type }
  },
  concat: (inputs, { axis }) => {
    const first = inputs[0]
    if (first === undefined) fail('concat', 'nothing to join', 'at least one input', 'none')
    expectAxis('concat', first, axis)
    for (const input of inputs) {
      const isAlike =
        input.shape.length === first.shape.length &&
        input.shape.every((size, i) => i === axis || size === first.shape[i])
      if (!isAlike) fail('concat', `sizes differ off axis ${axis}`, first, input)
    }
    const sizes = inputs.map((input) => input.shape[axis]!)
    if (sizes.includes(-1)) fail('concat', 'cannot join along the symbolic batch', first, 'axis 0')
    const total = sizes.reduce((sum, size) => sum + size, 0)
    return { shape: first.shape.with(axis, total), type: sameType('concat', inputs) }
  },
  slice: ([x], { starts, ends, steps }) => ({
    shape: x.shape.map((size, i) => {
      const start = starts[i] ?? Number.NaN
      const end = ends[i] ?? Number.NaN
      const step = steps[i] ?? Number.NaN
      if (size === -1 && start === 0 && end === -1 && step === 1) return -1
      if (!(start >= 0 && start <= end && end <= size && step >= 1)) {
        fail('slice', `axis ${i} cannot be cut from ${start} to ${end} by ${step}`, x, `axis ${i}`)
      }
      return Math.ceil((end - start) / step)
    }),
    type: x.type,
  }),
  pad: ([x], { before, after }) => ({
    shape: x.shape.map((size, i) => {
      const added = (before[i] ?? Number.NaN) + (after[i] ?? Number.NaN)
      if (!(added >= 0) || (size === -1 && added > 0)) {
        fail('pad', `axis ${i} cannot be padded`, x, `${before} before, ${after} after`)
      }
      return size === -1 ? -1 : size + added
    }),
    type: x.type,
  }),
  gather: ([x, indices], { axis }) => {
    expectAxis('gather', x, axis)
    expectType('gather', indices, 'int32')
    const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)]
    if (shape.indexOf(-1, 1) > 0) fail('gather', 'the batch must stay first', x, indices)
    return { shape, type: x.type }
  },
  scatterAdd: ([updates, indices], { axis, size }) => {
    expectType('scatterAdd', indices, 'int32')
    const indexed = updates.shape.slice(axis, axis + indices.shape.length)
    if (indexed.length !== indices.shape.length || indexed.some((n, i) => n !== indices.shape[i])) {
      fail('scatterAdd', `axes from ${axis} on are not those of the indices`, updates, indices)
    }
    const rest = updates.shape.slice(axis + indices.shape.length)
    return { shape: [...updates.shape.slice(0, axis), size, ...rest], type: updates.type }
  },

  sum: reducing('sum'),
  max: reducing('max'),
  argMax: ([x], { axis }) => {
    expectAxis('argMax', x, axis)
    return { shape: x.shape.toSpliced(axis, 1), type: 'int32' }
  },
  softmax: alongAxis('softmax'),
  logSoftmax: alongAxis('logSoftmax'),
  cumulativeSum: alongAxis('cumulativeSum'),

  convolution: ([x, w], window) => {
    const [batch, channels, ...sizes] = x.shape
    const [outputs, depth, ...kernel] = w.shape
    if (x.shape.length < 3 || w.shape.length !== x.shape.length) {
      fail('convolution', 'ranks differ or are under 3', x, w)
    }
    if (channels !== depth! * window.groups || outputs! % window.groups !== 0) {
      fail('convolution', `channels do not fit ${window.groups} groups`, x, w)
    }
    const spatial = convolvedSizes('convolution', sizes, kernel, window)
    return { shape: [batch!, outputs!, ...spatial], type: sameType('convolution', [x, w]) }
  },
  convolutionTranspose: ([y, w], { size, ...window }) => {
    const [batch, outputs, ...sizes] = y.shape
    const [filters, depth, ...kernel] = w.shape
    const expected = convolvedSizes('convolutionTranspose', size, kernel, window)
    if (outputs !== filters || expected.some((n, i) => n !== sizes[i])) {
      fail('convolutionTranspose', `is no convolution of ${formatShape(size)}`, y, w)
    }
    const shape = [batch!, depth! * window.groups, ...size]
    return { shape, type: sameType('convolutionTranspose', [y, w]) }
  },
  convolutionKernel: ([x, y], { size, ...window }) => {
    const [batch, channels, ...sizes] = x.shape
    const [rows, outputs, ...convolved] = y.shape
    const expected = convolvedSizes('convolutionKernel', sizes, size, window)
    if (batch !== rows || expected.some((n, i) => n !== convolved[i])) {
      fail('convolutionKernel', `is no convolution by ${formatShape(size)}`, x, y)
    }
    const shape = [outputs!, channels! / window.groups, ...size]
    return { shape, type: sameType('convolutionKernel', [x, y]) }
  },
  maxPool: ([x], window) => ({ shape: pooled('maxPool', x, window), type: x.type }),
  maxPoolIndices: ([x], window) => ({ shape: pooled('maxPoolIndices', x, window), type: 'int32' }),
}

/** NumPy broadcasting: sizes match from the last axis, 1 stretches. */
export function broadcastShapes(operator: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, i) => {
    const left = a[i - rank + a.length] ?? 1
    const right = b[i - rank + b.length] ?? 1
    if (left !== right && left !== 1 && right !== 1) {
      fail(operator, 'cannot be broadcast together', formatShape(a), formatShape(b))
    }
    return left === 1 ? right : left
  })
}

function elementwise([x]: readonly [Node]): Signature {
  return { shape: x.shape, type: x.type }
}

function broadcasting(
  operator: Operator,
  result?: ElementType,
): (inputs: readonly [Node, Node]) => Signature {
  return ([a, b]) => {
    const type = sameType(operator, [a, b])
    return { shape: broadcastShapes(operator, a.shape, b.shape), type: result ?? type }
  }
}

function reducing(operator: 'sum' | 'max'): ShapeRule<'sum' | 'max'> {
  return ([x], { axes, keepAxes }) => {
    if (axes.length === 0) fail(operator, 'no axes', 'at least one axis', 'none')
    axes.forEach((axis) => expectAxis(operator, x, axis))
    const shape = keepAxes
      ? x.shape.map((size, i) => (axes.includes(i) ? 1 : size))
      : x.shape.filter((_, i) => !axes.includes(i))
    return { shape, type: x.type }
  }
}

function alongAxis(
  operator: Operator,
): (inputs: readonly [Node], attributes: { readonly axis: number }) => Signature {
  return ([x], { axis }) => {
    expectAxis(operator, x, axis)
    return { shape: x.shape, type: x.type }
  }
}

function convolvedSizes(operator: Operator, sizes: Shape, kernel: Shape, window: Window): Shape {
  const { strides, before, after, dilations } = window
  return sizes.map((size, i) => {
    const reach = dilations[i]! * (kernel[i]! - 1) + 1
    const room = size + before[i]! + after[i]! - reach
    if (!(room >= 0)) {
      fail(operator, 'kernel exceeds the padded input', formatShape(sizes), formatShape(kernel))
    }
    return Math.floor(room / strides[i]!) + 1
  })
}

function pooled(operator: Operator, x: Node, window: PoolWindow): Shape {
  const [batch, channels, ...sizes] = x.shape
  if (sizes.length !== window.kernel.length) {
    fail(operator, 'kernel has another rank', x, formatShape(window.kernel))
  }
  const dilations = sizes.map(() => 1)
  const full: Window = { ...window, dilations, groups: 1 }
  return [batch!, channels!, ...convolvedSizes(operator, sizes, window.kernel, full)]
}

function lastTwo(shape: Shape, isTransposed: boolean): readonly [number, number] {
  const pair = [shape.at(-2)!, shape.at(-1)!] as const
  return isTransposed ? [pair[1], pair[0]] : pair
}

function transposed(node: Node, isTransposed: boolean): string {
  return isTransposed ? `${formatShape(node.shape)} transposed` : formatShape(node.shape)
}

function expectAxis(operator: Operator, x: Node, axis: number): void {
  if (!(Number.isInteger(axis) && axis >= 0 && axis < x.shape.length)) {
    fail(operator, 'no such axis', `an axis of ${formatShape(x.shape)}`, axis)
  }
}

function expectType(operator: Operator, node: Node, type: ElementType): ElementType {
  if (node.type !== type) {
    fail(operator, 'wrong element type', type, `${node.type} ${formatShape(node.shape)}`)
  }
  return type
}

function sameType(operator: Operator, nodes: readonly Node[]): ElementType {
  const type = nodes[0]!.type
  const other = nodes.find((node) => node.type !== type)
  if (other) {
    fail(
      operator,
      'element types differ',
      `${type} ${formatShape(nodes[0]!.shape)}`,
      `${other.type} ${formatShape(other.shape)}`,
    )
  }
  return type
}

function fail(
  operator: string,
  problem: string,
  a: Node | string,
  b: Node | string | number,
): never {
  const [first, second] = [a, b].map((x) => (typeof x === 'object' ? formatShape(x.shape) : x))
  throw new MillraceError('bad-input', `${operator}: ${problem}, got ${first} and ${second}`)
}
