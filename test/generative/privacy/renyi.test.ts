import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  renyiEpsilon,
  renyiOrders,
  subsampledDivergence,
} from '../../../src/generative/privacy/renyi.ts'
import { opacusFigures } from './opacus-figures.ts'

/** For a whole order the moment is a binomial sum (Mironov, Talwar & Zhang 2019, section 3.3). */
function binomialDivergence(order: number, noise: number, rate: number): number {
  let moment = 0
  let choose = 1
  for (let k = 0; k <= order; k++) {
    const weight = choose * (1 - rate) ** (order - k) * rate ** k
    moment += weight * Math.exp((k * k - k) / (2 * noise ** 2))
    choose = (choose * (order - k)) / (k + 1)
  }
  return Math.log(moment) / (order - 1)
}

describe('subsampled divergence', () => {
  test('equals the binomial sum at whole orders', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 30 }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        fc.double({ min: 0.001, max: 0.9, noNaN: true }),
        (order, noise, rate) => {
          const closed = binomialDivergence(order, noise, rate)
          expect(subsampledDivergence(order, noise, rate)).toBeCloseTo(closed, 9)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('equals the figures of opacus at fractional orders', () => {
    expect(subsampledDivergence(2.5, 1, 0.01)).toBeCloseTo(0.00021757533, 9)
    expect(subsampledDivergence(1.1, 0.7, 0.1)).toBeCloseTo(0.02288927, 7)
    expect(subsampledDivergence(7.3, 0.7, 0.1)).toBeCloseTo(4.78093201, 7)
    expect(subsampledDivergence(63.5, 4, 0.02)).toBeCloseTo(0.00089199, 7)
  })

  test('is that of the plain mechanism when every row takes part, and none when no row does', () => {
    expect(subsampledDivergence(5.5, 2, 1)).toBe(5.5 / 8)
    expect(subsampledDivergence(5.5, 2, 0)).toBe(0)
  })
})

describe('Renyi epsilon', () => {
  test.each(opacusFigures)(
    'is within 0.1% of opacus at noise $noise, rate $rate, $steps steps',
    ({ noise, rate, steps, delta, renyi }) => {
      const epsilon = renyiEpsilon([{ noise, rate, steps }], delta)
      expect(Math.abs(epsilon / renyi - 1)).toBeLessThan(1e-3)
    },
  )

  // Bu, Dong, Long & Su 2020 (doi:10.1162/99608f92.cfc5dd25), figure 4: the moments accountant on
  // MNIST, batches of 256 of 60,000. It converts by log(1 / delta) / (order - 1) alone.
  test.each([
    { noise: 1.3, epochs: 20, published: 1.34 },
    { noise: 0.7, epochs: 70, published: 8.68 },
  ])('is the published $published by the older conversion', ({ noise, epochs, published }) => {
    const rate = 256 / 60000
    const steps = Math.round(epochs / rate)
    const epsilons = renyiOrders.map(
      (order) => steps * subsampledDivergence(order, noise, rate) + Math.log(1e5) / (order - 1),
    )
    expect(Math.abs(Math.min(...epsilons) / published - 1)).toBeLessThan(0.01)
  })

  test('adds up over parts, and nothing costs nothing', () => {
    const part = { noise: 2, rate: 0.05, steps: 100 }
    const twice = renyiEpsilon([part, part], 1e-5)
    expect(twice).toBeCloseTo(renyiEpsilon([{ ...part, steps: 200 }], 1e-5), 10)
    expect(renyiEpsilon([], 1e-5)).toBe(0)
    expect(renyiEpsilon([{ ...part, rate: 0 }], 1e-5)).toBe(0)
  })

  test('refuses what is no mechanism', () => {
    const part = { noise: 1, rate: 0.1, steps: 10 }
    expect(() => renyiEpsilon([part], 0)).toThrow('delta: out of range, expected 0 < delta < 1')
    expect(() => renyiEpsilon([{ ...part, noise: 0 }], 1e-5)).toThrow('privacy: no noise')
    expect(() => renyiEpsilon([{ ...part, rate: 2 }], 1e-5)).toThrow('privacy: sampling rate')
    expect(() => renyiEpsilon([{ ...part, steps: 1.5 }], 1e-5)).toThrow('privacy: steps')
  })
})

describe('exponential mechanisms', () => {
  test('compose with Gaussian ones as zero-concentrated privacy does, in closed form', () => {
    // min over a of rho a + log1p(-1 / a) - (log delta + log a) / (a - 1).
    const closed = (rho: number, delta: number): number =>
      Math.min(
        ...renyiOrders.map(
          (a) => rho * a + Math.log1p(-1 / a) - (Math.log(delta) + Math.log(a)) / (a - 1),
        ),
      )
    const parts = [
      { epsilon: 0.1, steps: 12 },
      { epsilon: 0.25, steps: 1 },
      { noise: 8, rate: 1, steps: 12 },
      { noise: 3, rate: 1, steps: 1 },
    ]
    const rho = (12 * 0.1 ** 2 + 0.25 ** 2) / 8 + 12 / (2 * 8 ** 2) + 1 / (2 * 3 ** 2)
    expect(renyiEpsilon(parts, 1e-5)).toBeCloseTo(closed(rho, 1e-5), 12)
  })

  test('never cost more than the sum of their epsilons', () => {
    expect(renyiEpsilon([{ epsilon: 20, steps: 1 }], 1e-5)).toBeLessThan(20.01)
    const high = { epsilon: 20, steps: 1 }
    expect(renyiEpsilon([high, { epsilon: 0, steps: 5 }], 1e-5)).toBe(renyiEpsilon([high], 1e-5))
    expect(() => renyiEpsilon([{ epsilon: -1, steps: 1 }], 1e-5)).toThrow('privacy: epsilon')
  })
})
