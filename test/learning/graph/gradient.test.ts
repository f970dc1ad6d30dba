import { expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import {
  add,
  exp,
  maximum,
  multiply,
  stopGradient,
  tanh,
} from '../../../src/learning/graph/elementwise.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { gradient } from '../../../src/learning/graph/gradient.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { max, sum } from '../../../src/learning/graph/reduction.ts'
import { valuesOf, vector } from './values.ts'

test('derivatives of any order: the fifth of exp(2x) at zero is 32', () => {
  const x = input('x', [])
  let node: Node = exp(multiply(x, 2))
  for (let order = 0; order < 5; order++) node = gradient(node, [x])[0]!
  expect(evaluate([node], { x: { shape: [], data: Float64Array.of(0) } })[0]!.data[0]).toBe(32)
})

test('an adjoint of the shape of its node, summed over what was broadcast', () => {
  const row = vector(1, 2)
  const column = constant([3, 4, 5], [3, 1])
  const [byRow, byColumn] = gradient(sum(multiply(row, column)), [row, column])
  expect(valuesOf(byRow!)).toEqual([12, 12])
  expect(byColumn!.shape).toEqual([3, 1])
  expect(valuesOf(byColumn!)).toEqual([3, 3, 3])
})

test('zeros where the output does not depend on the node', () => {
  const x = vector(1, 2)
  const y = vector(3)
  expect(valuesOf(gradient(sum(multiply(stopGradient(x), y)), [x])[0]!)).toEqual([0, 0])
})

test('with respect to a node inside the graph', () => {
  const hidden = tanh(vector(0.5))
  expect(valuesOf(gradient(sum(multiply(hidden, 3)), [hidden])[0]!)).toEqual([3])
})

test('ties: the first argument of a maximum takes all, equal maxima share', () => {
  const a = vector(1)
  const b = vector(1)
  const [first, second] = gradient(sum(maximum(a, b)), [a, b])
  expect([...valuesOf(first!), ...valuesOf(second!)]).toEqual([1, 0])
  const x = vector(2, 2, 1)
  expect(valuesOf(gradient(max(x), [x])[0]!)).toEqual([0.5, 0.5, 0])
})

test('a given adjoint weighs the outputs', () => {
  const x = vector(1, 2)
  expect(valuesOf(gradient(multiply(x, x), [x], { adjoint: vector(1, 10) })[0]!)).toEqual([2, 40])
})

test('a graph of 5,000 nodes in a row does not overflow', () => {
  const x = input('x', [])
  let node: Node = x
  for (let i = 0; i < 5_000; i++) node = add(multiply(node, 0.5), 1)
  expect(() => gradient(node, [x])).not.toThrow()
})

test('a loss that is no scalar is refused', () => {
  const x = vector(1, 2)
  expect(() => gradient(x, [x])).toThrow('not a scalar, expected float32 [], got float32 [2]')
  expect(() => gradient(x, [x], { adjoint: vector(1) })).toThrow('expected [2], got [1]')
})
