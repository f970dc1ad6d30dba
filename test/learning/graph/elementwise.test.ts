import { expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import * as build from '../../../src/learning/graph/elementwise.ts'
import { matrix, valuesOf, vector } from './values.ts'

const x = vector(-2, -0.5, 0, 3)

test('numbers stand for nodes on either side, in the type of their partner', () => {
  expect(valuesOf(build.subtract(1, x))).toEqual([3, 1.5, 1, -2])
  expect(build.add(constant([1], [1], 'int32'), 2).type).toBe('int32')
})

test('operands broadcast as in NumPy', () => {
  expect(valuesOf(build.multiply(matrix([[1], [2]]), vector(3, 5)))).toEqual([3, 5, 6, 10])
})

test('comparisons and logic', () => {
  expect(valuesOf(build.less(x, 0))).toEqual([1, 1, 0, 0])
  expect(valuesOf(build.greaterOrEqual(x, 0))).toEqual([0, 0, 1, 1])
  expect(valuesOf(build.lessOrEqual(x, 0))).toEqual([1, 1, 1, 0])
  expect(valuesOf(build.or(build.less(x, -1), build.greater(x, 1)))).toEqual([1, 0, 0, 1])
  expect(valuesOf(build.where(build.equal(x, 0), 7, x))).toEqual([-2, -0.5, 7, 3])
})

test('rectifiers, clamp, square and reciprocal', () => {
  expect(valuesOf(build.relu(x))).toEqual([-0, -0, 0, 3])
  expect(valuesOf(build.leakyRelu(x, 0.5))).toEqual([-1, -0.25, 0, 3])
  expect(valuesOf(build.clamp(x, -1, 1))).toEqual([-1, -0.5, 0, 1])
  expect(valuesOf(build.square(x))).toEqual([4, 0.25, 0, 9])
  expect(valuesOf(build.reciprocal(vector(4)))).toEqual([0.25])
})

test('softplus does not overflow', () => {
  expect(valuesOf(build.softplus(vector(-1000, 0, 1000)))).toEqual([0, Math.log(2), 1000])
})

test('a cast to the same type is the node itself', () => {
  const node = input('x', [2])
  expect(build.cast(node, 'float32')).toBe(node)
})
