import { describe, expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import { gather } from '../../../src/learning/graph/arrangement.ts'
import { add, greater, multiply } from '../../../src/learning/graph/elementwise.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import {
  exampleGradients,
  joined,
  squaredNorms,
  weightedSum,
  whole,
} from '../../../src/learning/graph/parameter-use.ts'
import { matrix, valuesOf, vector } from './values.ts'

const table = input('table', [3, 2])

describe('gradients per example', () => {
  test('of a product are outer products, of whose norm the factors tell', () => {
    const rows = matrix([
      [1, 2, 3],
      [0, 1, 0],
    ])
    const adjoint = matrix([
      [1, -1],
      [2, 0],
    ])
    const use = exampleGradients(matmul(rows, table), 1, adjoint, 2)
    expect(use.form).toBe('product')
    expect(valuesOf(squaredNorms(use))).toEqual([28, 4])
    expect(valuesOf(whole(use, [3, 2]))).toEqual([1, -1, 2, -2, 3, -3, 0, 0, 2, 0, 0, 0])
    expect(valuesOf(weightedSum(use, vector(1, 10), [3, 2]))).toEqual([1, -1, 22, -2, 3, -3])
  })

  test('of rows of a table add up where an example picks a row twice', () => {
    const picked = gather(table, constant([2, 2, 0, 1], [2, 2], 'int32'))
    const adjoint = constant([1, 0, 1, 1, 3, 0, 0, 4], [2, 2, 2])
    const use = exampleGradients(picked, 0, adjoint, 2)
    expect(use.form).toBe('rows')
    // The first example adds (2, 1) to row 2; the second (3, 0) to row 0 and (0, 4) to row 1.
    expect(valuesOf(squaredNorms(use))).toEqual([5, 25])
    expect(valuesOf(whole(use, [3, 2]))).toEqual([0, 0, 0, 0, 2, 1, 3, 0, 0, 4, 0, 0])
    expect(valuesOf(weightedSum(use, vector(10, 1), [3, 2]))).toEqual([3, 0, 0, 4, 20, 10])
  })

  test('of what is broadcast are sums over the rows of an example', () => {
    const rows = matrix([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ])
    const scale = input('scale', [2])
    const use = exampleGradients(multiply(rows, scale), 1, rows, 2)
    expect(use.form).toBe('whole')
    expect(valuesOf(whole(use, [2]))).toEqual([10, 20, 74, 100])
  })

  test('of several uses are joined in their form, or written out', () => {
    const rows = matrix([
      [1, 2, 3],
      [0, 1, 0],
    ])
    const product = exampleGradients(matmul(rows, table), 1, matrix([[1, -1], [2, 0]]), 2) // prettier-ignore
    const picked = gather(table, constant([2, 1], [2], 'int32'))
    const picks = exampleGradients(picked, 0, matrix([[1, 1], [5, 5]]), 2) // prettier-ignore
    const twice = joined([product, product], [3, 2])
    expect(twice.form).toBe('product')
    expect(valuesOf(squaredNorms(twice))).toEqual([4 * 28, 4 * 4])
    expect(joined([picks, picks], [3, 2]).form).toBe('rows')
    const mixed = joined([product, picks], [3, 2])
    expect(mixed.form).toBe('whole')
    expect(valuesOf(whole(mixed, [3, 2]))).toEqual([1, -1, 2, -2, 4, -2, 0, 0, 7, 5, 0, 0])
  })

  test('a use that has none is refused', () => {
    const rows = input('rows', [2, 2])
    const compared = greater(rows, input('level', [2]))
    expect(() => exampleGradients(compared, 1, rows, 2)).toThrow(
      'private training: no gradient per row',
    )
    // A parameter with a row of its own for each example would be told apart by its place.
    const own = input('own', [2, 2])
    expect(() => exampleGradients(add(rows, own), 1, rows, 2)).toThrow('no gradient per row')
  })
})
