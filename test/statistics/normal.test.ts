import { describe, expect, test } from 'vitest'
import { normalCumulative, normalDensity, normalQuantile } from '../../src/statistics/normal.ts'

/** Marsaglia 2004: 1/2 + phi(x) (x + x^3/3 + x^5/15 + ...). */
function bySeries(x: number): number {
  let term = x
  let sum = x
  for (let n = 3; Math.abs(term) > 1e-18 * Math.abs(sum); n += 2) {
    term *= (x * x) / n
    sum += term
  }
  return 0.5 + normalDensity(x) * sum
}

/** Laplace's continued fraction of the upper tail. */
function tailByFraction(x: number): number {
  let fraction = x
  for (let k = 400; k > 0; k--) fraction = x + k / fraction
  return normalDensity(x) / fraction
}

describe('normalCumulative', () => {
  test('agrees with its series near the centre', () => {
    for (let x = -3; x <= 3; x += 0.05) expect(normalCumulative(x)).toBeCloseTo(bySeries(x), 14)
  })

  test('agrees with the continued fraction in the tail, relative to its size', () => {
    for (let x = 3; x <= 37; x += 0.25) {
      expect(normalCumulative(-x) / tailByFraction(x)).toBeCloseTo(1, 12)
    }
  })

  test('is 0 and 1 at the infinities', () => {
    expect(normalCumulative(-Infinity)).toBe(0)
    expect(normalCumulative(Infinity)).toBe(1)
    expect(normalDensity(Infinity)).toBe(0)
  })

  test('has the density as its slope', () => {
    const slope = (normalCumulative(0.701) - normalCumulative(0.699)) / 0.002
    expect(slope).toBeCloseTo(normalDensity(0.7), 6)
  })
})

describe('normalQuantile', () => {
  test('gives the quantiles of the tables', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15)
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 14)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14)
    expect(normalQuantile(0.0001)).toBeCloseTo(-3.719016485455709, 12)
  })

  test('undoes the distribution function, far into the tail', () => {
    for (const p of [1e-300, 1e-100, 1e-20, 1e-9, 0.001, 0.02425, 0.1, 0.3, 0.499]) {
      expect(normalCumulative(normalQuantile(p)) / p).toBeCloseTo(1, 11)
    }
  })

  test('is symmetric', () => {
    for (const p of [1e-6, 0.001, 0.1, 0.3, 0.499]) {
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 9)
    }
  })

  test('is infinite at 0 and 1', () => {
    expect(normalQuantile(0)).toBe(-Infinity)
    expect(normalQuantile(1)).toBe(Infinity)
    expect(normalQuantile(Number.NaN)).toBeNaN()
  })
})
