import { expect, test } from 'vitest'
import { accumulate } from '../../../src/learning/graph/accumulate.ts'
import { input } from '../../../src/learning/graph/apply.ts'
import { concat, pad, slice, split } from '../../../src/learning/graph/arrangement.ts'
import { add, multiply, square, tanh } from '../../../src/learning/graph/elementwise.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { gradient } from '../../../src/learning/graph/gradient.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import { topologicalOrder, type Node } from '../../../src/learning/graph/node.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'
import { createRandom } from '../../../src/random.ts'
import { value } from './samples.ts'
import { matrix, valuesOf, vector } from './values.ts'

const count = (roots: readonly Node[], operator: string): number =>
  topologicalOrder(roots).filter((node) => node.operator === operator).length

test('the parts of a cut tensor are joined, not padded and added', () => {
  const x = vector(1, 2, 3, 4, 5)
  const [slope] = gradient(sum(concat(split(x, 0, [2, 1, 2]).toReversed().map(square), 0)), [x])
  expect(valuesOf(slope!)).toEqual([2, 4, 6, 8, 10])
  expect(count([slope!], 'pad')).toBe(0)
  expect(count([slope!], 'concat')).toBe(1)
})

test('gaps, overlaps and other axes are summed as they stand', () => {
  const x = matrix([
    [1, 2, 3, 4, 5, 6],
    [7, 8, 9, 10, 11, 12],
  ])
  const parts = [slice(x, 1, 1, 2), slice(x, 1, 4, 6), slice(x, 1, 3, 5), slice(x, 0, 1, 2), x]
  const [slope] = gradient(
    parts.map((part) => sum(part)).reduce((a, b) => add(a, b)),
    [x],
  )
  expect(valuesOf(slope!)).toEqual([1, 2, 1, 2, 3, 2, 2, 3, 2, 3, 4, 3])
})

test('padding with another value is no gap', () => {
  const parts = [pad(vector(1), [0], [1], 5), pad(vector(2), [1], [0], 5)]
  expect(valuesOf(accumulate(parts))).toEqual([6, 7])
})

test('a weight that is used step after step gets its gradient from one product', () => {
  const weight = input('weight', [4, 4])
  const start = input('start', [2, 4])
  let state: Node = start
  for (let step = 0; step < 6; step++) state = tanh(matmul(state, weight))
  const loss = sum(square(state))
  const [slope] = gradient(loss, [weight])
  // Six products forward, five back through the states, one for the weight.
  expect(count([slope!], 'matmul')).toBe(12)
  const random = createRandom('recurrent')
  const feeds = {
    weight: value(random, { shape: [4, 4] }),
    start: value(random, { shape: [2, 4] }),
  }
  const moved = [1e-5, -1e-5].map((by) => {
    const data = Float64Array.from(feeds.weight.data)
    data[5]! += by
    return evaluate([loss], { ...feeds, weight: { shape: [4, 4], data } })[0]!.data[0]!
  })
  expect(evaluate([slope!], feeds)[0]!.data[5]).toBeCloseTo((moved[0]! - moved[1]!) / 2e-5, 6)
})

test('products with both sides turned are merged along their inner axis', () => {
  const a = matrix([
    [1, 2],
    [3, 4],
  ])
  const b = matrix([
    [5, 6],
    [7, 8],
  ])
  const flags = { transposeLeft: true, transposeRight: true }
  const merged = accumulate([matmul(a, b, flags), matmul(b, a, flags)])
  expect(count([merged], 'matmul')).toBe(1)
  const apart = add(matmul(a, b, flags), matmul(b, a, flags))
  expect(valuesOf(merged)).toEqual(valuesOf(apart))
})

test('a single adjoint is itself', () => {
  const x = multiply(vector(1), 2)
  expect(accumulate([x])).toBe(x)
})
