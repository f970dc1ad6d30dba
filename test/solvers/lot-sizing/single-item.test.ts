import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { evaluate } from '../../../src/solvers/lot-sizing/evaluate.ts'
import type { LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { planItem, tabulate } from '../../../src/solvers/lot-sizing/single-item.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { extensiveForm, oneItem, plainItem, randomProblem } from './problems.ts'

const session = await openHighs()

function planAlone(problem: LotSizingProblem) {
  const item = problem.items[0]!
  const tables = tabulate(item, problem, searchCosts(item, problem))
  const unit = new Float64Array(problem.periods).fill(item.unitCost)
  const setup = new Float64Array(problem.periods).fill(item.setupCost)
  return planItem(tables, unit, setup)
}

test('solves the textbook problem: setup 54, holding 0.4, twelve months', () => {
  // Silver & Meal (1973); their Wagner-Whitin optimum is 501.2.
  const demand = [10, 62, 12, 130, 154, 129, 88, 52, 124, 160, 238, 41]
  let best = Infinity
  for (let mask = 1; mask < 1 << 12; mask += 2) {
    let cost = 0
    let from = 0
    demand.forEach((units, t) => {
      if ((mask >> t) & 1) {
        cost += 54
        from = t
      }
      cost += 0.4 * units * (t - from)
    })
    best = Math.min(best, cost)
  }
  const item = plainItem(demand, { setupCost: 54, holdingCost: 0.4 })
  expect(planAlone(oneItem(item, 12)).value).toBeCloseTo(best, 9)
  expect(best).toBeCloseTo(501.2, 9)
})

test('equals the extensive form for one uncapacitated item under scenarios', () => {
  for (let seed = 0; seed < 6; seed++) {
    const shortage = { kind: 'backorder', costPerUnitAndPeriod: 5 } as const
    const random = createRandom(seed)
    const full = randomProblem(random, { items: 1, periods: 5, scenarios: 3, shortage })
    const problem: LotSizingProblem = {
      ...full,
      resources: [],
      items: full.items.map((item) => ({ ...item, usage: [] })),
    }
    const expected = session.solve(extensiveForm(problem))
    if (expected.status !== 'optimal') throw new Error(expected.status)
    const { value, lots, cost } = planAlone(problem)
    expect(value).toBeCloseTo(expected.objective, 4)
    expect(cost).toBeCloseTo(value, 6)
    const none = new Float64Array(problem.periods)
    const plan = { lots, allocations: none, overtime: new Float64Array() }
    expect(evaluate(problem, plan).costs.total).toBeCloseTo(value, 6)
  }
})

test('a frozen lot stays', () => {
  const item = plainItem([2, 2, 2], { setupCost: 5, frozen: [4] })
  expect([...planAlone(oneItem(item, 3)).lots]).toEqual([4, 0, 2])
})
