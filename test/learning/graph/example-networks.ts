// Random networks whose loss is a mean over rows, for the tests of gradients per row.

import { input } from '../../../src/learning/graph/apply.ts'
import {
  concat,
  expand,
  gather,
  reshape,
  slice,
  transpose,
} from '../../../src/learning/graph/arrangement.ts'
import {
  add,
  cast,
  divide,
  maximum,
  multiply,
  relu,
  square,
  subtract,
  tanh,
} from '../../../src/learning/graph/elementwise.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import type { Node, Shape, TensorValue } from '../../../src/learning/graph/node.ts'
import {
  logSoftmax,
  mean,
  softmax,
  standardize,
  sum,
} from '../../../src/learning/graph/reduction.ts'
import type { Random } from '../../../src/random.ts'
import { value } from './samples.ts'

export interface ExampleNetwork {
  readonly count: number
  readonly parameters: readonly Node[]
  /** Inputs of one row per example. */
  readonly rows: readonly Node[]
  /** `[count]` */
  readonly losses: Node
  readonly feeds: Record<string, TensorValue>
}

/** Blocks of every kind of use of a parameter, one after another in random order. */
export function exampleNetwork(random: Random): ExampleNetwork {
  const count = 3
  const width = 2 + random.integer(3)
  const steps = 1 + random.integer(3)
  const parameters: Node[] = []
  const feeds: Record<string, TensorValue> = {}
  const parameter = (shape: Shape, range: readonly [number, number] = [-1, 1]): Node => {
    const node = input(`p${parameters.length}`, shape)
    feeds[node.attributes.name] = value(random, { shape, range })
    parameters.push(node)
    return node
  }
  const rows: Node[] = []
  const row = (shape: Shape, range: readonly [number, number] = [-1, 1]): Node => {
    const node = input(`r${rows.length}`, [count, ...shape])
    const drawn = value(random, { shape: node.shape, range })
    feeds[node.attributes.name] = { ...drawn, data: drawn.data }
    rows.push(node)
    return node
  }
  const whole = (shape: Shape, bound: number): Node => {
    const node = row(shape)
    const size = feeds[`r${rows.length - 1}`]!.data.length
    const data = Float32Array.from({ length: size }, () => random.integer(bound))
    feeds[`r${rows.length - 1}`] = { shape: node.shape, data }
    return node
  }
  // Every block maps [count, steps, width] to the same shape.
  const blocks: readonly ((x: Node) => Node)[] = [
    (x) => add(matmul(x, parameter([width, width])), parameter([width])),
    (x) => matmul(x, parameter([width, width]), { transposeRight: true }),
    (x) => add(multiply(standardize(x, -1), parameter([width])), parameter([width])),
    (x) => {
      const weights = parameter([width, width])
      return matmul(tanh(matmul(x, weights)), weights)
    },
    (x) => {
      const weights = parameter([width, width])
      return add(matmul(x, weights), matmul(tanh(x), transpose(weights)))
    },
    (x) => {
      const both = parameter([width, 2 * width])
      const gate = matmul(x, slice(both, 1, 0, width))
      return multiply(tanh(gate), matmul(x, slice(both, 1, width, 2 * width)))
    },
    (x) => {
      const table = parameter([4, width])
      return add(x, gather(table, cast(whole([steps], 4), 'int32')))
    },
    (x) => {
      const table = parameter([4, width])
      const sums = sum(gather(table, cast(whole([3], 4), 'int32')), { axes: 1, keepAxes: true })
      return add(x, add(sums, gather(table, cast(whole([1], 4), 'int32'))))
    },
    (x) => {
      const table = parameter([4, width])
      const picked = gather(table, cast(whole([steps], 4), 'int32'))
      return add(x, matmul(picked, reshape(slice(table, 0, 0, 1), [width, 1])))
    },
    (x) => {
      const own = expand(parameter([1, 1, width]), [count, 1, width])
      return slice(concat([own, x], 1), 1, 0, steps)
    },
    (x) => add(x, matmul(parameter([steps, steps]), x)),
    (x) => matmul(softmax(matmul(x, x, { transposeRight: true })), x),
    (x) => maximum(x, parameter([])),
    (x) => divide(x, parameter([steps, 1], [0.5, 2])),
    (x) => reshape(relu(reshape(x, [count * steps, width])), [count, steps, width]),
    (x) => multiply(x, row([steps, 1])),
  ]
  let x = row([steps, width])
  const depth = 1 + random.integer(4)
  for (let i = 0; i < depth; i++) x = blocks[random.integer(blocks.length)]!(x)
  x = matmul(x, parameter([width, 2]))
  const errors = subtract(logSoftmax(x), row([steps, 2]))
  return { count, parameters, rows, losses: mean(square(errors), { axes: [1, 2] }), feeds }
}
