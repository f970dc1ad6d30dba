import { describe, expect, test } from 'vitest'
import { spentEpsilon } from '../../../src/generative/privacy/accountant.ts'
import { budgetFor, concentrated, statePrivacy } from '../../../src/generative/privacy/statement.ts'

describe('a privacy budget', () => {
  test('has a delta far below one over the rows', () => {
    expect(budgetFor({ epsilon: 3 }, 1000)).toEqual({ epsilon: 3, delta: 1e-4 })
    expect(budgetFor({ epsilon: 3, delta: 1e-6 }, 1000).delta).toBe(1e-6)
    expect(() => budgetFor({ epsilon: 3, delta: 0.01 }, 1000)).toThrow(
      'delta: too large, expected less than one over the 1000 rows, got 0.01',
    )
    expect(() => budgetFor({ epsilon: -1 }, 1000)).toThrow('epsilon: expected a number above 0')
  })

  test('is spent by noise and choices that share it in any way, and no more', () => {
    const budget = { epsilon: 2, delta: 1e-5 }
    const rho = concentrated(budget)
    const counts = (share: number) => ({
      noise: Math.sqrt(1 / (2 * share * rho)),
      rate: 1,
      steps: 1,
    })
    const choice = { epsilon: Math.sqrt(8 * 0.2 * rho), steps: 1 }
    for (const parts of [[counts(1)], [counts(0.25), counts(0.55), choice]]) {
      const spent = spentEpsilon(parts, budget.delta, 'renyi')
      expect(spent).toBeLessThanOrEqual(2)
      expect(spent).toBeGreaterThan(1.98)
    }
  })
})

describe('a privacy statement', () => {
  const releases = [{ what: 'counts', mechanism: { noise: 4, rate: 1, steps: 1 } }]

  test('tells what was spent, what is covered and what is not', () => {
    const { epsilon, covered, notCovered } = statePrivacy(releases, 1e-5)
    expect(epsilon).toBeCloseTo(spentEpsilon([releases[0]!.mechanism], 1e-5), 9)
    expect(covered.join(' ')).toContain('Any single row')
    expect(notCovered.join(' ')).toContain('k rows weaken the promise k-fold')
    expect(notCovered.join(' ')).toContain('schema')
  })

  test('of a dry run says that it promises nothing', () => {
    const { covered, notCovered } = statePrivacy(releases, 1e-5, 'reproducible')
    expect(covered).toEqual([])
    expect(notCovered[0]).toContain('whoever knows the seed can take it away')
  })
})
