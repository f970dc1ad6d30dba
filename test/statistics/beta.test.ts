import { expect, test } from 'vitest'
import { regularisedBeta } from '../../src/statistics/beta.ts'

test('closed forms for one parameter of 1', () => {
  for (const x of [0.01, 0.3, 0.77]) {
    expect(regularisedBeta(2.5, 1, x)).toBeCloseTo(x ** 2.5, 14)
    expect(regularisedBeta(1, 4, x)).toBeCloseTo(1 - (1 - x) ** 4, 14)
  }
})

test('is a binomial tail for whole parameters', () => {
  // P(at least 3 of 10 at 0.2).
  const p = 0.2
  const below = 0.8 ** 10 + 10 * p * 0.8 ** 9 + 45 * p ** 2 * 0.8 ** 8
  expect(regularisedBeta(3, 8, p)).toBeCloseTo(1 - below, 13)
})

test('is symmetric, and 0 and 1 at the ends', () => {
  expect(regularisedBeta(3.2, 0.7, 0.4) + regularisedBeta(0.7, 3.2, 0.6)).toBeCloseTo(1, 14)
  expect(regularisedBeta(2, 3, 0)).toBe(0)
  expect(regularisedBeta(2, 3, 1)).toBe(1)
  expect(regularisedBeta(500, 500, 0.5)).toBeCloseTo(0.5, 12)
})
