import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import {
  economicOrderQuantity,
  newsvendorNormal,
} from '../../../src/solvers/lot-sizing/closed-form.ts'
import { brokenRules } from '../../../src/solvers/lot-sizing/evaluate.ts'
import type { LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { search } from '../../../src/solvers/lot-sizing/search.ts'
import { normalQuantile } from '../../../src/statistics/normal.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { extensiveForm, forbidden, oneItem, plainItem, randomProblem } from './problems.ts'

const session = await openHighs()

async function solved(problem: LotSizingProblem, gap = 1e-6, effort = 20) {
  const outcome = await search(session, problem, { gap, effort })
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome))
  expect(brokenRules(problem, outcome.incumbent.plan)).toEqual([])
  return { ...outcome, objective: outcome.incumbent.objective, lots: outcome.incumbent.plan.lots }
}

describe('known optima', () => {
  test('two lots beat three and one: setup 10, holding 1, demand 5 5 5', async () => {
    // Hand: lots in 1 and 3 cost 20 + 5; in 1 only 10 + 15; in all three 30: 25 is the best of each kind.
    const { objective } = await solved(oneItem(plainItem([5, 5, 5], { setupCost: 10 }), 3))
    expect(objective).toBeCloseTo(25, 6)
  })

  test('a start that keeps the rules is never lost, one that breaks them is passed over', async () => {
    const problem = oneItem(plainItem([5, 5, 5], { setupCost: 10, minimumLot: 4 }), 3)
    const allocations = new Float64Array(3)
    const good = { lots: Float64Array.of(10, 0, 5), allocations }
    const broken = { lots: Float64Array.of(12, 0, 3), allocations }
    const outcome = await search(session, problem, {
      effort: 1e-6,
      starts: [broken, good],
    })
    expect(outcome).toMatchObject({ status: 'solved', incumbent: { objective: 25 } })
  })

  test('lead time and scheduled receipts are counted', async () => {
    const item = plainItem([4, 4, 4], {
      setupCost: 3,
      leadTime: 1,
      initialStock: 4,
      receipts: [0, 1, 0],
    })
    const { objective, lots } = await solved(oneItem(item, 3))
    expect([...lots]).toEqual([3, 4, 0])
    expect(objective).toBeCloseTo(6, 6)
  })

  test('minimum and multiple lots and the frozen fence hold', async () => {
    const item = plainItem([3, 3, 3, 3], { minimumLot: 5, lotMultiple: 2, frozen: [3] })
    const { lots, objective } = await solved(oneItem(item, 4))
    // 9 more are due by the end, 3 by the second period: 6 then 6 leave 3, 3 in stock, then 6, 3 or less is not allowed.
    expect([...lots]).toEqual([3, 6, 0, 6])
    expect(objective).toBeCloseTo(3 + 0 + 3, 6)
  })

  test('a component is ordered its lead time before its parent starts', async () => {
    const problem: LotSizingProblem = {
      periods: 4,
      scenarioCount: 1,
      resources: [],
      items: [
        plainItem([0, 0, 5, 5], {
          name: 'pump',
          setupCost: 4,
          components: [{ item: 1, quantity: 2 }],
        }),
        {
          ...plainItem([], { name: 'seal', leadTime: 2, setupCost: 7 }),
          demand: undefined,
        } as never,
      ],
    }
    const { lots, objective } = await solved(problem)
    // One order of 20 seals; two pump lots cost 4 more and 10 seals a period longer in stock.
    expect([...lots]).toEqual([0, 0, 10, 0, 20, 0, 0, 0])
    expect(objective).toBeCloseTo(4 + 5 + 7, 6)
  })

  test('a component with demand of its own sets stock aside for it', async () => {
    const problem: LotSizingProblem = {
      periods: 2,
      scenarioCount: 1,
      resources: [],
      items: [
        plainItem([0, 3], { name: 'pump', components: [{ item: 1, quantity: 1 }] }),
        plainItem([2, 2], { name: 'seal', setupCost: 9 }),
      ],
    }
    const { incumbent, objective } = await solved(problem)
    expect([...incumbent.plan.lots]).toEqual([0, 3, 7, 0])
    expect([...incumbent.plan.allocations]).toEqual([0, 0, 2, 2])
    expect(objective).toBeCloseTo(9 + 5, 6)
  })
})

describe('against the extensive form on random problems', () => {
  const kinds = [
    { shortage: forbidden, scenarios: 1 },
    { shortage: { kind: 'backorder', costPerUnitAndPeriod: 6 } as const, scenarios: 3 },
    { shortage: { kind: 'backorder', costPerUnitAndPeriod: 6 } as const, scenarios: 1 },
  ]
  test.each(kinds)('$shortage.kind with $scenarios scenarios: same optimum', async (kind) => {
    for (let seed = 0; seed < 3; seed++) {
      const random = createRandom(seed).split(kind.shortage.kind, kind.scenarios)
      const problem = randomProblem(random, { items: 2, periods: 4, ...kind })
      const expected = session.solve(extensiveForm(problem))
      if (expected.status !== 'optimal') throw new Error(expected.status)
      const { objective, bound } = await solved(problem)
      expect(objective).toBeCloseTo(expected.objective, 4)
      expect(bound).toBeLessThanOrEqual(expected.objective + 1e-4)
    }
  })

  test('lost sales: within 3% of the optimum, and a bound that is below it, but not by much', async () => {
    let worst = 0
    for (let seed = 0; seed < 3; seed++) {
      const random = createRandom(seed).split('lost')
      const shortage = { kind: 'lost', costPerUnit: 4 } as const
      const problem = randomProblem(random, { items: 2, periods: 4, scenarios: 3, shortage })
      const expected = session.solve(extensiveForm(problem))
      if (expected.status !== 'optimal') throw new Error(expected.status)
      const { objective, bound } = await solved(problem, 0.001, 10)
      expect(bound).toBeLessThanOrEqual(expected.objective + 1e-4)
      expect(bound).toBeGreaterThan(0.8 * expected.objective)
      expect(objective).toBeGreaterThanOrEqual(expected.objective - 1e-4)
      worst = Math.max(worst, objective / expected.objective - 1)
    }
    expect(worst).toBeLessThan(0.03)
  })
})

describe('lost sales of an assembly', () => {
  const shortage = { kind: 'lost', costPerUnit: 4 } as const
  const scenarioCount = 3
  const periods = 4
  const assembly = (seed: number): LotSizingProblem => {
    const base = randomProblem(createRandom(seed).split('assembly'), {
      items: 2,
      periods,
      scenarios: scenarioCount,
      shortage,
    })
    const { demand: _, ...part } = plainItem([], { name: 'part', setupCost: 6, initialStock: 9 })
    const parent = { ...base.items[0]!, leadTime: 0, components: [{ item: 2, quantity: 1 }] }
    return { ...base, items: [parent, base.items[1]!, part] }
  }

  test('has a bound, which the optimum is not below', async () => {
    for (let seed = 0; seed < 2; seed++) {
      const problem = assembly(seed)
      const outcome = await search(session, problem, { gap: 0, effort: 2 })
      if (outcome.status !== 'solved') throw new Error(outcome.status)
      expect(outcome.bound).toBeGreaterThan(-Infinity)
      const best = session.solve(extensiveForm(problem))
      if (best.status !== 'optimal') throw new Error(best.status)
      expect(outcome.bound).toBeLessThanOrEqual(best.objective + 1e-4)
    }
  })

  test('finds the same plan however fast the clock runs, and says where the clock cut in', async () => {
    const problem = assembly(1)
    const found = async (millisecondsPerLook: number, timeLimitSeconds?: number) => {
      let time = 0
      const now = (): number => (time += millisecondsPerLook)
      const options = { gap: 0, effort: 1, timeLimitSeconds, now }
      const outcome = await search(session, problem, options)
      if (outcome.status !== 'solved') throw new Error(outcome.status)
      const { incumbent, bound, isCut } = outcome
      return { lots: [...incumbent.plan.lots], objective: incumbent.objective, bound, isCut }
    }
    const still = await found(0)
    expect(await found(20)).toEqual(still)
    expect(still.isCut).toBe(false)
    expect((await found(200, 1)).isCut).toBe(true)
  })

  test('tells of its time while it works', async () => {
    const fractions: number[] = []
    const onProgress = ({ fraction = 0 }) => fractions.push(fraction)
    await search(session, assembly(1), { gap: 0, effort: 2, onProgress })
    expect(fractions.length).toBeGreaterThan(3)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true)
  })
})

describe('closed forms', () => {
  test('converges to the newsvendor as the scenarios grow', async () => {
    const { quantity, cost } = newsvendorNormal(2, 18, 120, 10)
    const errors: number[] = []
    let distance = Infinity
    for (const count of [10, 100, 1000]) {
      const scenarios = Float64Array.from(
        { length: count },
        (_, s) => 120 + 10 * normalQuantile((s + 0.5) / count),
      )
      const shortage = { kind: 'backorder', costPerUnitAndPeriod: 18 } as const
      const item = plainItem([], { holdingCost: 2, demand: { scenarios, price: 0, shortage } })
      const { objective, lots } = await solved(oneItem(item, 1, count))
      errors.push(Math.abs(objective / cost - 1))
      distance = Math.abs(lots[0]! - quantity)
    }
    expect(errors[1]).toBeLessThan(errors[0]!)
    expect(errors[2]).toBeLessThan(2e-3)
    expect(distance).toBeLessThan(0.05)
  })

  test('converges to the economic order quantity as the periods shrink', async () => {
    const { quantity, costRate } = economicOrderQuantity(8, 0.225, 1300)
    const periods = 52
    const item = plainItem(new Array<number>(periods).fill(1300 / periods), {
      setupCost: 8,
      holdingCost: 0.225 / periods,
    })
    const { objective, lots } = await solved(oneItem(item, periods))
    const orders = lots.filter((lot) => lot > 0).length
    // Holding is charged on stock at the end of a period, half a period's demand less than on average.
    const atEnds = 0.225 * (1300 / periods / 2)
    expect(Math.abs((objective + atEnds) / costRate - 1)).toBeLessThan(0.01)
    expect(Math.abs(1300 / orders / quantity - 1)).toBeLessThan(0.1)
  })
})

test('the same problem gives the same plan', async () => {
  const shortage = { kind: 'backorder', costPerUnitAndPeriod: 6 } as const
  const options = { items: 3, periods: 5, scenarios: 4, shortage }
  const first = await solved(randomProblem(createRandom(9), options), 0.01)
  const second = await solved(randomProblem(createRandom(9), options), 0.01)
  expect(second.lots).toEqual(first.lots)
})

test('an infeasible problem names the resource and the missing hours', async () => {
  const item = plainItem([10, 10], { usage: [{ resource: 0, hoursPerUnit: 1, setupHours: 0 }] })
  const problem: LotSizingProblem = {
    ...oneItem(item, 2),
    resources: [{ name: 'press', hours: [8, 9] }],
  }
  const outcome = await search(session, problem, { effort: 10 })
  if (outcome.status !== 'infeasible') throw new Error(outcome.status)
  const missing = outcome.conflicts.reduce((sum, { amount }) => sum + amount, 0)
  expect(missing).toBeCloseTo(3, 5)
  expect(new Set(outcome.conflicts.map(({ group }) => group))).toEqual(
    new Set(outcome.conflicts.map(({ name }) => (name === 'press' ? 'capacity' : 'demand'))),
  )
})
