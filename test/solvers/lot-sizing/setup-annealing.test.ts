import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { brokenRules } from '../../../src/solvers/lot-sizing/evaluate.ts'
import { better } from '../../../src/solvers/lot-sizing/incumbent.ts'
import type { LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { annealSetups, canAnneal } from '../../../src/solvers/lot-sizing/setup-annealing.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { extensiveForm, forbidden, plainItem, randomProblem } from './problems.ts'

const session = await openHighs()

function annealed(problem: LotSizingProblem, seed = 1): Float64Array | undefined {
  const costs = problem.items.map((item) => searchCosts(item, problem))
  return annealSetups(problem, costs, { random: createRandom(seed) })
}

test('comes within 1% of the optimum of small problems', () => {
  for (let seed = 0; seed < 6; seed++) {
    const options = { items: 3, periods: 5, scenarios: 1, shortage: forbidden }
    const problem = randomProblem(createRandom(seed), options)
    expect(canAnneal(problem)).toBe(true)
    const optimum = session.solve(extensiveForm(problem))
    if (optimum.status !== 'optimal') throw new Error(optimum.status)
    const lots = annealed(problem)!
    const plan = better(problem, undefined, { lots, allocations: new Float64Array(lots.length) })
    expect(brokenRules(problem, plan.plan)).toEqual([])
    expect(plan.objective).toBeGreaterThan(optimum.objective - 1e-6)
    expect(plan.objective).toBeLessThan(optimum.objective + 0.01 * Math.abs(optimum.objective))
  }
})

test('finds a plan where setups eat most of the hours, and none where there is none', () => {
  const usage = [{ resource: 0, hoursPerUnit: 1, setupHours: 4 }]
  const tight = (hours: number[]): LotSizingProblem => ({
    periods: 4,
    scenarioCount: 1,
    resources: [{ name: 'press', hours }],
    items: [3, 4, 5].map((units, i) =>
      plainItem([units, units, units, units], { name: `item ${i}`, setupCost: 1, usage }),
    ),
  })
  const easier = tight([40, 16, 16, 16])
  const lots = annealed(easier)!
  const plan = better(easier, undefined, { lots, allocations: new Float64Array(lots.length) })
  expect(brokenRules(easier, plan.plan)).toEqual([])
  // All three setups and the first demands need 24 of 14 hours.
  expect(annealed(tight([14, 14, 14, 14]))).toBeUndefined()
})

test('leaves alone what has rules that it does not know', () => {
  const usage = [{ resource: 0, hoursPerUnit: 1, setupHours: 4 }]
  const one = (overrides: object): LotSizingProblem => ({
    periods: 2,
    scenarioCount: 1,
    resources: [{ name: 'press', hours: [9, 9] }],
    items: [plainItem([1, 1], { usage, ...overrides })],
  })
  expect(canAnneal(one({}))).toBe(true)
  for (const rule of [{ minimumLot: 2 }, { lotMultiple: 2 }, { usage: [] }, { frozen: [1] }]) {
    expect(canAnneal(one(rule))).toBe(false)
  }
})
