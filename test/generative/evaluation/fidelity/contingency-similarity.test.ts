import { expect, test } from 'vitest'
import {
  contingencySimilarity,
  cramersV,
} from '../../../../src/generative/evaluation/fidelity/contingency-similarity.ts'
import { category } from '../tables.ts'

const pair = (...rows: string[]) =>
  [
    category(
      'first',
      ['a', 'b'],
      rows.map((row) => row[0]!.trim()),
    ),
    category(
      'second',
      ['x', 'y'],
      rows.map((row) => row[1]!.trim()),
    ),
  ] as const

test('joint shares count: independent against equal columns of the same marginals score a half', () => {
  const dependent = pair('ax', 'ax', 'by', 'by')
  const independent = pair('ax', 'ay', 'bx', 'by')
  expect(contingencySimilarity(dependent, independent)).toBe(0.5)
  expect(contingencySimilarity(dependent, dependent)).toBe(1)
})

test('missing is a level of its own', () => {
  expect(contingencySimilarity(pair('ax', 'a '), pair('ax', 'ax'))).toBe(0.5)
})

test('Cramer’s V is 1 for a function, 0 for independence, and sqrt(chi2 / n) for a 2 x 2 table', () => {
  expect(cramersV(pair('ax', 'ax', 'by', 'by'))).toBeCloseTo(1, 12)
  expect(cramersV(pair('ax', 'ay', 'bx', 'by'))).toBeCloseTo(0, 12)
  // 3 1 / 1 3: phi = (9 - 1) / 16.
  const table = pair('ax', 'ax', 'ax', 'ay', 'bx', 'by', 'by', 'by')
  expect(cramersV(table)).toBeCloseTo(0.5, 12)
})

test('a constant column has no association', () => {
  expect(cramersV(pair('ax', 'ay'))).toBeNaN()
})

test('thousands of levels in both columns are counted as well', () => {
  const levels = Array.from({ length: 3000 }, (_, i) => `level ${i}`)
  const many = [category('a', levels, levels), category('b', levels, levels)] as const
  expect(contingencySimilarity(many, many)).toBeCloseTo(1, 9)
  expect(cramersV(many)).toBeCloseTo(1, 9)
})
