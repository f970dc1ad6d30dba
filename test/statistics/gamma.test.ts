import { describe, expect, test } from 'vitest'
import { logGamma, regularisedGamma } from '../../src/statistics/gamma.ts'

describe('logGamma', () => {
  test('is the logarithm of the factorials', () => {
    let factorial = 1
    for (let n = 1; n <= 20; n++) {
      expect(Math.exp(logGamma(n)) / factorial).toBeCloseTo(1, 12)
      factorial *= n
    }
  })

  test('has the closed form at one half and the recurrence everywhere', () => {
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 14)
    for (const x of [1e-8, 0.1, 1.7, 9.99, 14.5, 200.3]) {
      expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 11)
    }
  })

  test('is no number at 0 and below', () => {
    expect(logGamma(0)).toBeNaN()
    expect(logGamma(-1.5)).toBeNaN()
  })
})

describe('regularisedGamma', () => {
  test('is the exponential distribution for shape 1', () => {
    for (const x of [1e-6, 0.3, 1.9, 2.1, 30]) {
      expect(regularisedGamma(1, x)).toBeCloseTo(-Math.expm1(-x), 14)
    }
  })

  test('is a Poisson tail for whole shapes', () => {
    const rate = 7.3
    for (const shape of [1, 4, 8, 15]) {
      let below = 0
      for (let k = 0; k < shape; k++) below += Math.exp(k * Math.log(rate) - rate - logGamma(k + 1))
      expect(regularisedGamma(shape, rate)).toBeCloseTo(1 - below, 12)
    }
  })

  test('is 0 and 1 at the ends', () => {
    expect(regularisedGamma(3, 0)).toBe(0)
    expect(regularisedGamma(3, Infinity)).toBe(1)
    expect(regularisedGamma(300, 1e5)).toBe(1)
  })
})
