import { describe, expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import {
  add,
  cast,
  exp,
  multiply,
  square,
  subtract,
} from '../../../src/learning/graph/elementwise.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { gradient } from '../../../src/learning/graph/gradient.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import { topologicalOrder, type Node } from '../../../src/learning/graph/node.ts'
import { print } from '../../../src/learning/graph/print.ts'
import { mean, sum } from '../../../src/learning/graph/reduction.ts'
import { simplify } from '../../../src/learning/graph/simplify.ts'
import { createRandom } from '../../../src/random.ts'
import { operators, sample } from './samples.ts'

describe.each(operators)('%s', (operator) => {
  test.each([1, 2, 3])(
    'means the same when simplified, with its gradients of both orders (%i)',
    (seed) => {
      const { node, inputs, feeds } = sample(operator, createRandom(`${operator}/${seed}`))
      const floats = inputs.filter((x) => x.type === 'float32')
      const first = gradient(sum(square(cast(node, 'float32'))), floats)
      const second = gradient(
        first.map((g) => sum(square(g))).reduce<Node>((a, b) => add(a, b), constant([0], [])),
        floats,
      )
      const outputs = [node, ...first, ...second]
      const simple = simplify(outputs)
      expect(topologicalOrder(simple).length).toBeLessThanOrEqual(topologicalOrder(outputs).length)
      const values = evaluate(simple, feeds)
      evaluate(outputs, feeds).forEach(({ shape, data }, k) => {
        expect(values[k]!.shape).toEqual(shape)
        data.forEach((wanted, i) => expect(values[k]!.data[i]).toBeCloseTo(wanted, 8))
      })
    },
  )
})

test('the gradient of a squared error has no expanded constants and no work done twice', () => {
  const x = input('x', [8, 2])
  const weight = input('weight', [2, 3])
  const target = input('target', [8, 3])
  const loss = mean(square(subtract(matmul(x, weight), target)))
  const [slope] = gradient(loss, [weight])
  const [simpleLoss, simpleSlope] = simplify([loss, slope!])
  expect(print({ loss: simpleLoss!, slope: simpleSlope! })).toMatchInlineSnapshot(`
    "x: float32 [8, 2]
    weight: float32 [2, 3]
    %0 = matmul(x, weight) {transposeLeft: false, transposeRight: false}: float32 [8, 3]
    target: float32 [8, 3]
    %1 = subtract(%0, target): float32 [8, 3]
    %2 = multiply(%1, %1): float32 [8, 3]
    %3 = sum(%2) {axes: 0 1, keepAxes: false}: float32 []
    loss = multiply(%3, 0.0416667): float32 []
    %4 = multiply(%1, 0.0833333): float32 [8, 3]
    slope = matmul(x, %4) {transposeLeft: true, transposeRight: false}: float32 [2, 3]"
  `)
})

test('equal nodes become one, large constants by their data', () => {
  const x = input('x', [32])
  const data = new Float32Array(32).fill(2)
  const twice = [exp(multiply(x, constant(data, [32]))), exp(multiply(x, constant(data, [32])))]
  const [a, b] = simplify(twice)
  expect(a).toBe(b)
  const [c, d] = simplify([exp(input('x', [1])), exp(input('x', [1]))])
  expect(c).not.toBe(d)
})

test('what is constant is computed', () => {
  expect(print({ y: simplify([exp(add(constant([0], [1]), 0))])[0]! })).toBe('y = <[1] 1>')
})

test('a chain of 20,000 nodes does not overflow', () => {
  let node: Node = input('x', [])
  for (let i = 0; i < 20_000; i++) node = exp(add(node, 1))
  expect(topologicalOrder(simplify([node]))).toHaveLength(40_002)
})
