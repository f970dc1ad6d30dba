import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { evaluate } from '../../../src/solvers/lot-sizing/evaluate.ts'
import { lostSalesPricer } from '../../../src/solvers/lot-sizing/lost-sales-item.ts'
import type { LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { extensiveForm, oneItem, plainItem, randomProblem } from './problems.ts'

const session = await openHighs()
const shortage = { kind: 'lost', costPerUnit: 4 } as const

/** One random item that no resource limits. */
function alone(seed: number, periods: number, scenarios: number): LotSizingProblem {
  const random = createRandom(seed).split('lost item')
  const full = randomProblem(random, { items: 1, periods, scenarios, shortage })
  return { ...full, resources: [], items: full.items.map((item) => ({ ...item, usage: [] })) }
}

function learned(problem: LotSizingProblem, rounds: number) {
  const item = problem.items[0]!
  const { periods } = problem
  const pricer = lostSalesPricer(item, problem, new Float64Array(periods).fill(10))
  const unit = new Float64Array(periods).fill(item.unitCost)
  const setup = new Float64Array(periods).fill(item.setupCost)
  const plans = Array.from({ length: rounds }, () => pricer.plan(unit, setup))
  return { plans, bound: Math.max(...plans.map(({ value }) => value)) }
}

const costOf = (problem: LotSizingProblem, lots: Float64Array): number => {
  const allocations = new Float64Array(problem.periods)
  return evaluate(problem, { lots, allocations, overtime: new Float64Array() }).costs.total
}

test('no value is above the optimum; the best is within 12% of it on average, and every cost is exact', () => {
  let distance = 0
  const seeds = 5
  for (let seed = 0; seed < seeds; seed++) {
    const problem = alone(seed, 5, 4)
    const optimum = session.solve(extensiveForm(problem))
    if (optimum.status !== 'optimal') throw new Error(optimum.status)
    const { plans, bound } = learned(problem, 60)
    for (const { cost, lots } of plans) expect(cost).toBeCloseTo(costOf(problem, lots), 6)
    expect(bound).toBeLessThanOrEqual(optimum.objective + 1e-6)
    distance += (1 - bound / optimum.objective) / seeds
  }
  expect(distance).toBeLessThan(0.12)
})

test('thinned levels of supply keep the value below every plan', () => {
  const random = createRandom(3)
  const periods = 4
  const scenarios = Float64Array.from({ length: 100 * periods }, () => 100 * random.uniform())
  const demand = { scenarios, price: 8, shortage }
  const problem = oneItem(plainItem([], { setupCost: 60, demand }), periods, 100)
  const { bound, plans } = learned(problem, 60)
  const best = Math.min(...plans.map(({ cost }) => cost))
  expect(bound).toBeLessThanOrEqual(best)
  expect(bound).toBeGreaterThan(0.9 * best)
})

test('a frozen lot stays and is paid', () => {
  const demand = { scenarios: Float64Array.of(2, 2, 2), price: 8, shortage }
  const problem = oneItem(plainItem([], { setupCost: 5, frozen: [4], demand }), 3)
  const { plans } = learned(problem, 5)
  for (const { lots, cost } of plans) {
    expect(lots[0]).toBe(4)
    expect(cost).toBeCloseTo(costOf(problem, lots), 9)
  }
})
