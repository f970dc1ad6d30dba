import { expect, test } from 'vitest'
import { input } from '../../../src/learning/graph/apply.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import { matrix, valuesOf } from './values.ts'

const x = matrix([
  [1, 2],
  [3, 4],
])

test('products with either side transposed', () => {
  expect(valuesOf(matmul(x, x))).toEqual([7, 10, 15, 22])
  expect(valuesOf(matmul(x, x, { transposeLeft: true }))).toEqual([10, 14, 14, 20])
  expect(valuesOf(matmul(x, x, { transposeRight: true }))).toEqual([5, 11, 11, 25])
})

test('a stack of rows by one matrix is a single flat product', () => {
  const node = matmul(input('x', [5, 7, 2]), x)
  expect(node.shape).toEqual([5, 7, 2])
  expect(node.inputs[0]!.shape).toEqual([35, 2])
})

test('a symbolic batch goes through a product', () => {
  expect(matmul(input('x', [-1, 2]), x).shape).toEqual([-1, 2])
  expect(matmul(input('x', [-1, 3, 2]), x).shape).toEqual([-1, 3, 2])
})
