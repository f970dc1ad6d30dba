import { expect, test } from 'vitest'
import { evaluate } from '../../../src/solvers/lot-sizing/evaluate.ts'
import type { LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import {
  adverseWeights,
  riskMeasure,
  searchUnderRisk,
} from '../../../src/solvers/lot-sizing/risk.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { oneItem, plainItem } from './problems.ts'

const session = await openHighs()
const demand = [2, 3, 4, 5, 6, 7, 8, 9, 10, 20]

/** One period, price 10, unit cost 6, what is left is worth nothing: a newsvendor. */
function newsvendor(): LotSizingProblem {
  const item = plainItem([], {
    unitCost: 6,
    holdingCost: 0,
    demand: {
      scenarios: Float64Array.from(demand),
      price: 10,
      shortage: { kind: 'lost', costPerUnit: 0 },
    },
  })
  return oneItem(item, 1, demand.length)
}

function measureOf(lot: number, risk: { tail: number; weight: number }): number {
  const problem = newsvendor()
  const plan = {
    lots: Float64Array.of(lot),
    allocations: new Float64Array(1),
    overtime: new Float64Array(),
  }
  return riskMeasure(new Float64Array(10).fill(0.1), evaluate(problem, plan), risk)
}

test('adverse weights are the tail of the worst profits', () => {
  const plan = {
    lots: Float64Array.of(5),
    allocations: new Float64Array(1),
    overtime: new Float64Array(),
  }
  const evaluation = evaluate(newsvendor(), plan)
  const base = new Float64Array(10).fill(0.1)
  const weights = adverseWeights(base, evaluation, { tail: 0.15, weight: 1 })
  expect(weights[0]).toBeCloseTo(0.1 / 0.15, 12)
  expect(weights[1]).toBeCloseTo(0.05 / 0.15, 12)
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
})

test.each([
  { tail: 0.2, weight: 1 },
  { tail: 0.3, weight: 0.5 },
])('the plan for $weight of the worst $tail is near the best of all lots', async (risk) => {
  const best = Math.min(...Array.from({ length: 41 }, (_, k) => measureOf(k / 2, risk)))
  const outcome = await searchUnderRisk(session, newsvendor(), risk, {
    effort: 10,
    gap: 1e-4,
  })
  if (outcome.status !== 'solved') throw new Error(outcome.status)
  expect(outcome.incumbent.objective).toBeGreaterThanOrEqual(best - 1e-6)
  expect(outcome.incumbent.objective).toBeLessThan(best + 0.03 * Math.abs(best))
  expect(outcome.bound).toBeLessThanOrEqual(best + 1e-6)
})

test('an averse plan makes less than a neutral one', async () => {
  const lots: number[] = []
  for (const weight of [0, 1]) {
    const outcome = await searchUnderRisk(
      session,
      newsvendor(),
      { tail: 0.2, weight },
      { effort: 5 },
    )
    if (outcome.status !== 'solved') throw new Error(outcome.status)
    lots.push(outcome.incumbent.plan.lots[0]!)
  }
  expect(lots[1]).toBeLessThan(lots[0]!)
})
