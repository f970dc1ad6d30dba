import { describe, expect, test } from 'vitest'
import {
  chiSquaredCumulative,
  chiSquaredQuantile,
  fisherCumulative,
  fisherQuantile,
  studentCumulative,
  studentQuantile,
} from '../../src/statistics/distributions.ts'
import { normalQuantile } from '../../src/statistics/normal.ts'

describe('against the tables of the NIST/SEMATECH e-Handbook, section 1.3.6.7', () => {
  test('chi-squared', () => {
    expect(chiSquaredQuantile(0.95, 1)).toBeCloseTo(3.841, 3)
    expect(chiSquaredQuantile(0.99, 10)).toBeCloseTo(23.209, 3)
    expect(chiSquaredQuantile(0.025, 30)).toBeCloseTo(16.791, 3)
  })

  test('t', () => {
    expect(studentQuantile(0.975, 4)).toBeCloseTo(2.776, 3)
    expect(studentQuantile(0.95, 30)).toBeCloseTo(1.697, 3)
    expect(studentQuantile(0.025, 4)).toBeCloseTo(-2.776, 3)
  })

  test('F', () => {
    expect(fisherQuantile(0.95, 3, 10)).toBeCloseTo(3.708, 3)
    expect(fisherQuantile(0.99, 5, 20)).toBeCloseTo(4.103, 3)
  })
})

describe('closed forms', () => {
  test('chi-squared of two degrees is exponential, of one a squared normal', () => {
    expect(chiSquaredQuantile(0.9, 2)).toBeCloseTo(-2 * Math.log(0.1), 12)
    expect(chiSquaredQuantile(0.8, 1)).toBeCloseTo(normalQuantile(0.9) ** 2, 12)
  })

  test('t of one degree is Cauchy, its square is F', () => {
    expect(studentQuantile(0.9, 1)).toBeCloseTo(Math.tan(0.4 * Math.PI), 11)
    expect(studentQuantile(0.975, 7) ** 2).toBeCloseTo(fisherQuantile(0.95, 1, 7), 10)
    expect(studentQuantile(0.5, 3)).toBe(0)
  })
})

test('quantiles undo the distribution functions', () => {
  for (const p of [1e-6, 0.02, 0.5, 0.97, 0.9999]) {
    expect(chiSquaredCumulative(chiSquaredQuantile(p, 7.5), 7.5)).toBeCloseTo(p, 12)
    expect(studentCumulative(studentQuantile(p, 3), 3)).toBeCloseTo(p, 12)
    expect(fisherCumulative(fisherQuantile(p, 4, 9), 4, 9)).toBeCloseTo(p, 12)
  }
  expect(chiSquaredQuantile(0, 3)).toBe(0)
  expect(chiSquaredQuantile(1, 3)).toBe(Infinity)
  expect(fisherCumulative(-1, 2, 3)).toBe(0)
})
