import { describe, expect, test } from 'vitest'
import { noiseFor, spentEpsilon } from '../../../src/generative/privacy/accountant.ts'

const budget = { epsilon: 3, delta: 1e-5 }

describe('noise for a budget', () => {
  // opacus 1.6.0, get_noise_multiplier(accountant='rdp' and 'prv').
  test('is within 1% of opacus', () => {
    const request = { ...budget, rate: 0.02, steps: 1000 }
    expect(Math.abs(noiseFor({ ...request, accounting: 'renyi' }) / 1.216316 - 1)).toBeLessThan(
      0.01,
    )
    expect(Math.abs(noiseFor(request) / 1.152649 - 1)).toBeLessThan(0.01)
  })

  test('spends the budget and no more, what else is released included', () => {
    const others = [{ noise: 10, rate: 1, steps: 1 }]
    const steps = { rate: 0.05, steps: 50 }
    const noise = noiseFor({ ...budget, ...steps, others })
    const spent = spentEpsilon([...others, { noise, ...steps }], budget.delta)
    expect(spent).toBeLessThanOrEqual(3)
    expect(spent).toBeGreaterThan(2.98)
    expect(noise).toBeGreaterThan(noiseFor({ ...budget, ...steps }))
  })

  test('that no noise can keep is refused', () => {
    const others = [{ noise: 0.5, rate: 1, steps: 1 }]
    expect(() => noiseFor({ ...budget, rate: 0.1, steps: 10, others })).toThrow(
      'epsilon: too small for what is released, expected more, got 3',
    )
    expect(() => noiseFor({ ...budget, epsilon: 0, rate: 0.1, steps: 10 })).toThrow(
      'epsilon: expected more than 0, got 0',
    )
  })
})
