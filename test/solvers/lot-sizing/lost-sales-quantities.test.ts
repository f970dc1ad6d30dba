import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { brokenRules } from '../../../src/solvers/lot-sizing/evaluate.ts'
import { better } from '../../../src/solvers/lot-sizing/incumbent.ts'
import {
  canCutQuantities,
  cutQuantities,
} from '../../../src/solvers/lot-sizing/lost-sales-quantities.ts'
import { createEffortMeter } from '../../../src/solvers/mip/effort.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { extensiveForm, randomProblem } from './problems.ts'

const session = await openHighs()
const meter = createEffortMeter({ effort: 100 })
const shortage = { kind: 'lost', costPerUnit: 4 } as const

test('finds the best quantities of the setups of an optimal plan', () => {
  for (let seed = 0; seed < 2; seed++) {
    const random = createRandom(seed).split('quantities')
    const problem = randomProblem(random, { items: 2, periods: 4, scenarios: 4, shortage })
    expect(canCutQuantities(problem)).toBe(true)
    const optimum = session.solve(extensiveForm(problem))
    if (optimum.status !== 'optimal') throw new Error(optimum.status)
    // The first variables of the extensive form are the lots. Small lots with their setups: all rules hold.
    const lots = optimum.values.slice(0, 8).map((units) => (units > 1e-6 ? 0.5 : 0))
    const allocations = new Float64Array(8)
    const start = better(problem, undefined, { lots, allocations })
    expect(brokenRules(problem, start.plan)).toEqual([])
    const cut = cutQuantities(session, problem, lots, { meter, rounds: 100 })
    const { plan, objective } = better(problem, undefined, { lots: cut, allocations })
    expect(brokenRules(problem, plan)).toEqual([])
    expect(objective).toBeLessThanOrEqual(start.objective + 1e-9)
    expect(objective / optimum.objective).toBeCloseTo(1, 3)
  }
})

test('keeps frozen and least lots, and never costs more', () => {
  for (let seed = 0; seed < 6; seed++) {
    const random = createRandom(seed).split('frozen')
    const full = randomProblem(random, { items: 2, periods: 5, scenarios: 4, shortage })
    const items = full.items.map((item) => ({ ...item, frozen: [3], minimumLot: 2 }))
    const problem = { ...full, items }
    const lots = Float64Array.from({ length: 10 }, (_, k) =>
      k % 5 === 0 ? 3 : 2 * random.integer(2),
    )
    const allocations = new Float64Array(10)
    const start = better(problem, undefined, { lots, allocations })
    const cut = cutQuantities(session, problem, lots, { meter })
    const after = better(problem, undefined, { lots: cut, allocations })
    expect(brokenRules(problem, after.plan)).toEqual([])
    expect(after.objective).toBeLessThanOrEqual(start.objective + 1e-9)
    expect(cut.map((units) => Number(units > 0))).toEqual(lots.map((units) => Number(units > 0)))
  }
})

test('opens no lot, and leaves backorders to others', () => {
  const problem = randomProblem(createRandom(1), { items: 2, periods: 4, scenarios: 4, shortage })
  const lots = new Float64Array(8)
  expect(cutQuantities(session, problem, lots, { meter })).toEqual(lots)
  const waits = { kind: 'backorder', costPerUnitAndPeriod: 6 } as const
  const options = { items: 2, periods: 4, scenarios: 4, shortage: waits }
  expect(canCutQuantities(randomProblem(createRandom(1), options))).toBe(false)
})
