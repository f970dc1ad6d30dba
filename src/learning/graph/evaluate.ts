// Reference interpreter in float64: what every operator means, written for clarity. Tests compare with
// it and `simplify` folds constants by it; training never runs it.

import { MillraceError } from '../../errors.ts'
import {
  alongLine,
  forEachIndex,
  forEachLine,
  offsetOf,
  produced,
  reduced,
  stretched,
  stridesOf,
  type Values,
} from './evaluate-index.ts'
import { convolve, correlateKernel, maximumPositions, scatterConvolve } from './evaluate-window.ts'
import {
  formatShape,
  sizeOf,
  topologicalOrder,
  type Node,
  type Operator,
  type Shape,
  type TensorValue,
} from './node.ts'

type EvaluateRule<K extends Operator> = (
  node: Node<K>,
  inputs: readonly Values[],
  feeds: Readonly<Record<string, TensorValue>>,
) => Values

/** Values of the outputs, in float64 whatever the element type. */
export function evaluate(
  outputs: readonly Node[],
  feeds: Readonly<Record<string, TensorValue>> = {},
): TensorValue[] {
  const values = new Map<Node, Values>()
  for (const node of topologicalOrder(outputs)) values.set(node, evaluateNode(node, values, feeds))
  return outputs.map((node) => ({ shape: node.shape, data: values.get(node)! }))
}

function evaluateNode<K extends Operator>(
  node: Node<K>,
  values: ReadonlyMap<Node, Values>,
  feeds: Readonly<Record<string, TensorValue>>,
): Values {
  const inputs = node.inputs.map((x) => values.get(x)!)
  return rules[node.operator](node, inputs, feeds)
}

const rules: { readonly [K in Operator]: EvaluateRule<K> } = {
  input: ({ attributes: { name, shape } }, _, feeds) => {
    const feed = feeds[name]
    if (!feed || formatShape(feed.shape) !== formatShape(shape)) {
      const got = feed ? formatShape(feed.shape) : 'nothing'
      throw new MillraceError(
        'bad-input',
        `input '${name}': wrong feed, expected ${formatShape(shape)}, got ${got}`,
      )
    }
    return Float64Array.from(feed.data)
  },
  constant: ({ attributes: { value } }) => Float64Array.from(value.data),

  negate: unary((x) => -x),
  abs: unary(Math.abs),
  sign: unary(Math.sign),
  floor: unary(Math.floor),
  exp: unary(Math.exp),
  log: unary(Math.log),
  sqrt: unary(Math.sqrt),
  sin: unary(Math.sin),
  cos: unary(Math.cos),
  tanh: unary(Math.tanh),
  sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  softplus: unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  erf: unary(errorFunction),
  leakyRelu: (node, [x]) => x!.map((v) => (v < 0 ? v * node.attributes.slope : v)),
  not: unary((x) => 1 - x),
  cast: (node, [x]) => {
    if (node.attributes.type === 'bool') return x!.map((v) => (v === 0 ? 0 : 1))
    return node.attributes.type === 'int32' ? x!.map(Math.trunc) : x!
  },
  stopGradient: (_, [x]) => x!,

  add: binary((a, b) => a + b),
  subtract: binary((a, b) => a - b),
  multiply: binary((a, b) => a * b),
  divide: binary((a, b) => a / b),
  power: binary((a, b) => a ** b),
  maximum: binary(Math.max),
  minimum: binary(Math.min),
  greater: binary((a, b) => (a > b ? 1 : 0)),
  equal: binary((a, b) => (a === b ? 1 : 0)),
  and: binary((a, b) => a * b),
  where: ({ inputs, shape }, values) => {
    const [condition, a, b] = values.map((x, i) => stretched(x, inputs[i]!.shape, shape))
    return condition!.map((taken, i) => (taken ? a![i]! : b![i]!))
  },

  matmul: ({ inputs: [a, b], attributes, shape }, [left, right]) => {
    const rows = shape.at(-2)!
    const columns = shape.at(-1)!
    const inner = a.shape.at(attributes.transposeLeft ? -2 : -1)!
    const leading = shape.slice(0, -2)
    const x = stretched(left!, a.shape, [...leading, ...a.shape.slice(-2)])
    const y = stretched(right!, b.shape, [...leading, ...b.shape.slice(-2)])
    const result = new Float64Array(sizeOf(shape))
    for (let batch = 0; batch < sizeOf(leading); batch++) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          let total = 0
          for (let k = 0; k < inner; k++) {
            const p = attributes.transposeLeft ? k * rows + i : i * inner + k
            const q = attributes.transposeRight ? j * inner + k : k * columns + j
            total += x[batch * rows * inner + p]! * y[batch * inner * columns + q]!
          }
          result[(batch * rows + i) * columns + j] = total
        }
      }
    }
    return result
  },

  transpose: ({ inputs: [x], attributes: { permutation }, shape }, [values]) => {
    const strides = stridesOf(x.shape)
    return produced(shape, (index) => {
      return values![permutation.reduce((at, axis, i) => at + index[i]! * strides[axis]!, 0)]!
    })
  },
  reshape: (_, [x]) => x!,
  expand: ({ inputs: [x], shape }, [values]) => stretched(values!, x.shape, shape),
  concat: ({ inputs, attributes: { axis }, shape }, values) => {
    const ends: number[] = []
    inputs.forEach((x) => ends.push((ends.at(-1) ?? 0) + x.shape[axis]!))
    return produced(shape, (index) => {
      const part = ends.findIndex((end) => index[axis]! < end)
      const within = index.with(axis, index[axis]! - (ends[part - 1] ?? 0))
      return values[part]![offsetOf(within, inputs[part]!.shape)]!
    })
  },
  slice: ({ inputs: [x], attributes: { starts, steps }, shape }, [values]) =>
    produced(shape, (index) => {
      const source = index.map((position, i) => starts[i]! + position * steps[i]!)
      return values![offsetOf(source, x.shape)]!
    }),
  pad: ({ inputs: [x], attributes: { before, value }, shape }, [values]) =>
    produced(shape, (index) => {
      const source = index.map((position, i) => position - before[i]!)
      const isInside = source.every((position, i) => position >= 0 && position < x.shape[i]!)
      return isInside ? values![offsetOf(source, x.shape)]! : value
    }),
  gather: ({ inputs: [x, indices], attributes: { axis }, shape }, [values, rows]) =>
    produced(shape, (index) => {
      const rank = indices.shape.length
      const row = rows![offsetOf(index.slice(axis, axis + rank), indices.shape)]!
      return values![offsetOf(index.toSpliced(axis, rank, row), x.shape)]!
    }),
  scatterAdd: ({ inputs: [updates, indices], attributes: { axis }, shape }, [values, rows]) => {
    const result = new Float64Array(sizeOf(shape))
    const rank = indices.shape.length
    forEachIndex(updates.shape, (index, at) => {
      const row = rows![offsetOf(index.slice(axis, axis + rank), indices.shape)]!
      result[offsetOf(index.toSpliced(axis, rank, row), shape)]! += values![at]!
    })
    return result
  },

  sum: ({ inputs: [x], attributes: { axes } }, [values]) =>
    reduced(values!, x.shape, axes, 0, (a, b) => a + b),
  max: ({ inputs: [x], attributes: { axes } }, [values]) =>
    reduced(values!, x.shape, axes, Number.NEGATIVE_INFINITY, Math.max),
  argMax: ({ inputs: [x], attributes: { axis } }, [values]) => {
    const result: number[] = []
    forEachLine(x.shape, axis, (at) => {
      const line = at.map((i) => values![i]!)
      result.push(line.indexOf(Math.max(...line)))
    })
    return Float64Array.from(result)
  },
  softmax: alongLine((line) => {
    const powers = line.map((v) => Math.exp(v - Math.max(...line)))
    const total = powers.reduce((a, b) => a + b, 0)
    return powers.map((v) => v / total)
  }),
  logSoftmax: alongLine((line) => {
    const peak = Math.max(...line)
    const total = peak + Math.log(line.reduce((sum, v) => sum + Math.exp(v - peak), 0))
    return line.map((v) => v - total)
  }),
  cumulativeSum: (node, inputs) => {
    const { exclusive, reverse } = node.attributes
    const run = alongLine((line) => {
      let total = 0
      const totals = (reverse ? line.toReversed() : line).map((v) => {
        total += v
        return exclusive ? total - v : total
      })
      return reverse ? totals.reverse() : totals
    })
    return run(node, inputs)
  },

  convolution: ({ inputs: [x, w], attributes, shape }, [values, kernel]) =>
    convolve(values!, x.shape, kernel!, w.shape, shape, attributes),
  convolutionTranspose: ({ inputs: [y, w], attributes, shape }, [values, kernel]) =>
    scatterConvolve(values!, y.shape, kernel!, w.shape, shape, attributes),
  convolutionKernel: ({ inputs: [x, y], attributes, shape }, [values, adjoint]) =>
    correlateKernel(values!, x.shape, adjoint!, y.shape, shape, attributes),
  maxPool: ({ inputs: [x], attributes, shape }, [values]) =>
    maximumPositions(values!, x.shape, shape, attributes).map((at) => values![at]!),
  maxPoolIndices: ({ inputs: [x], attributes, shape }, [values]) =>
    maximumPositions(values!, x.shape, shape, attributes),
}

interface BinaryNode {
  readonly inputs: readonly [Node, Node]
  readonly shape: Shape
}

function unary(map: (x: number) => number): (node: Node, inputs: readonly Values[]) => Values {
  return (_, [x]) => x!.map(map)
}

function binary(
  map: (a: number, b: number) => number,
): (node: BinaryNode, inputs: readonly Values[]) => Values {
  return ({ inputs: [a, b], shape }, [left, right]) => {
    const x = stretched(left!, a.shape, shape)
    const y = stretched(right!, b.shape, shape)
    return x.map((value, i) => map(value, y[i]!))
  }
}

/** Maclaurin series near zero, continued fraction (Abramowitz & Stegun 7.1.5, 7.1.14) further out. */
function errorFunction(x: number): number {
  const size = Math.abs(x)
  if (size > 2.5) {
    let fraction = size
    for (let k = 60; k > 0; k--) fraction = size + k / 2 / fraction
    return Math.sign(x) * (1 - Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI)))
  }
  let term = x
  let total = x
  for (let k = 1; k < 80; k++) {
    term *= (-x * x) / k
    total += term / (2 * k + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * total
}
