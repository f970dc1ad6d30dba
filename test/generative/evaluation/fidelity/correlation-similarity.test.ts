import { expect, test } from 'vitest'
import {
  correlationSimilarity,
  pearsonCorrelation,
} from '../../../../src/generative/evaluation/fidelity/correlation-similarity.ts'

const of = (...values: number[]) => Float64Array.from(values)

test('the coefficient of 1 2 3 with 1 3 2 is a half', () => {
  expect(pearsonCorrelation(of(1, 2, 3), of(1, 3, 2))).toBeCloseTo(0.5, 12)
})

test('rows with a missing value do not count', () => {
  expect(pearsonCorrelation(of(1, 2, NaN, 3), of(1, 3, 9, 2))).toBeCloseTo(0.5, 12)
})

test('a constant column has no coefficient, also where rounding leaves it a variance', () => {
  expect(pearsonCorrelation(of(0.1, 0.1, 0.1), of(1, 2, 3))).toBeNaN()
})

test('opposite coefficients score 0, equal ones 1, and 0.8 against 0.2 scores 0.7', () => {
  expect(correlationSimilarity(1, -1)).toBe(0)
  expect(correlationSimilarity(-0.3, -0.3)).toBe(1)
  expect(correlationSimilarity(0.8, 0.2)).toBeCloseTo(0.7, 12)
})
