import { describe, expect, test } from 'vitest'
import { lossEpsilon } from '../../../src/generative/privacy/privacy-loss.ts'
import { opacusFigures } from './opacus-figures.ts'

/** Of one Gaussian mechanism (Balle & Wang 2018, arXiv:1805.06530, theorem 8), by Simpson's rule. */
function gaussianDelta(epsilon: number, noise: number): number {
  const count = 20_000
  let total = 0
  for (let i = 0; i <= count; i++) {
    const x = -12 * noise + (i * (1 + 24 * noise)) / count
    const excess =
      Math.exp(-((x - 1) ** 2) / (2 * noise ** 2)) - Math.exp(epsilon - x ** 2 / (2 * noise ** 2))
    total += Math.max(0, excess) * (i === 0 || i === count ? 1 : i % 2 ? 4 : 2)
  }
  return (total * (1 + 24 * noise)) / count / 3 / (noise * Math.sqrt(2 * Math.PI))
}

describe('composed privacy loss', () => {
  test.each(opacusFigures.filter(({ steps }) => steps <= 600))(
    'is within 0.1% of opacus at noise $noise, rate $rate, $steps steps',
    ({ noise, rate, steps, delta, privacyLoss }) => {
      const epsilon = lossEpsilon([{ noise, rate, steps }], delta)
      expect(Math.abs(epsilon / privacyLoss - 1)).toBeLessThan(1e-3)
    },
  )

  test('of plain Gaussian steps is that of one with less noise', () => {
    const steps = 9
    const noise = 6
    const epsilon = lossEpsilon([{ noise, rate: 1, steps }], 1e-4)
    // Nine steps of noise 6 are one of noise 2; the result stands 0.01 above the truth at most.
    expect(gaussianDelta(epsilon, 2)).toBeLessThan(1e-4)
    expect(gaussianDelta(epsilon - 0.02, 2)).toBeGreaterThan(1e-4)
  })

  test('composes different mechanisms: two halves are the whole', () => {
    const part = { noise: 1.5, rate: 0.05, steps: 20 }
    const whole = lossEpsilon([{ ...part, steps: 40 }], 1e-5)
    expect(lossEpsilon([part, part], 1e-5)).toBeCloseTo(whole, 6)
    expect(lossEpsilon([part, { noise: 5, rate: 1, steps: 1 }], 1e-5)).toBeGreaterThan(
      lossEpsilon([part], 1e-5),
    )
  })

  test('grows with steps and rate and falls with noise and delta', () => {
    const at = (noise: number, rate: number, steps: number, delta: number): number =>
      lossEpsilon([{ noise, rate, steps }], delta)
    const base = at(1, 0.02, 100, 1e-5)
    expect(at(1, 0.02, 200, 1e-5)).toBeGreaterThan(base)
    expect(at(1, 0.04, 100, 1e-5)).toBeGreaterThan(base)
    expect(at(1.2, 0.02, 100, 1e-5)).toBeLessThan(base)
    expect(at(1, 0.02, 100, 1e-4)).toBeLessThan(base)
  })

  test('is nothing where nothing is released', () => {
    expect(lossEpsilon([], 1e-5)).toBe(0)
  })
})
