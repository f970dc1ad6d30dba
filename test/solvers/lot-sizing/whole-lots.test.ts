import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../../../src/random.ts'
import { brokenRules, evaluate } from '../../../src/solvers/lot-sizing/evaluate.ts'
import { withOvertime } from '../../../src/solvers/lot-sizing/incumbent.ts'
import type {
  Item,
  LotSizingPlan,
  LotSizingProblem,
} from '../../../src/solvers/lot-sizing/problem.ts'
import { optimiseQuantities } from '../../../src/solvers/lot-sizing/quantities.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { roundToWholeLots } from '../../../src/solvers/lot-sizing/whole-lots.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { plainItem } from './problems.ts'

const session = await openHighs()
const open = { kind: 'backorder', costPerUnitAndPeriod: 8 } as const

/** Pumps of housings and shafts, shafts of bar (0.4 of a metre each) and sold as spares; two scarce resources. */
function plant(random: Random): LotSizingProblem {
  const periods = 6
  const scenarioCount = 3
  const demand = () => ({
    scenarios: Float64Array.from({ length: scenarioCount * periods }, () => random.integer(20)),
    price: 30,
    shortage: open,
  })
  const item = (name: string, figures: Partial<Item>): Item =>
    component({ name, setupCost: 1, initialStock: random.integer(30), isWhole: true, ...figures })
  const use = (resource: number) => [
    { resource, hoursPerUnit: 0.1 + random.uniform(), setupHours: random.uniform() },
  ]
  return {
    periods,
    scenarioCount,
    resources: [0, 1].map((r) => ({
      name: `resource ${r}`,
      hours: Array.from({ length: periods }, () => 4 + 20 * random.uniform()),
      overtimeHours: new Array<number>(periods).fill(random.integer(3)),
      overtimeCost: 2,
    })),
    items: [
      item('small pump', {
        demand: demand(),
        usage: use(0),
        components: [{ item: 2, quantity: 1 }, { item: 3, quantity: 1 }], // prettier-ignore
      }),
      item('large pump', {
        demand: demand(),
        usage: use(0),
        minimumLot: random.integer(4),
        components: [{ item: 2, quantity: 2 }, { item: 3, quantity: 3 }], // prettier-ignore
      }),
      item('housing', { usage: use(1), leadTime: random.integer(2) }),
      item('shaft', { usage: use(1), demand: demand(), components: [{ item: 4, quantity: 0.4 }] }),
      item('bar', { isWhole: false, initialStock: 10.3, leadTime: random.integer(2) }),
    ],
  }
}

/** An item that customers do not ask for, unless the figures say so. */
function component(figures: Partial<Item>): Item {
  const { demand: _, ...item } = plainItem([])
  return { ...item, ...figures }
}

/** The best real quantities with a lot in most periods: up against hours and components. */
function realPlan(problem: LotSizingProblem, random: Random): LotSizingPlan | undefined {
  const lots = Float64Array.from({ length: problem.items.length * problem.periods }, () =>
    Number(random.uniform() < 0.7),
  )
  const costs = problem.items.map((item) => searchCosts(item, problem))
  const found = optimiseQuantities(session, problem, costs, lots)
  return found && withOvertime(problem, found.plan)
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-9

test('whatever the plan, its whole units can be carried out and cost little more', () => {
  let count = 0
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const random = createRandom(seed)
      const problem = plant(random)
      const real = realPlan(problem, random)
      if (!real) return
      count++
      const plan = withOvertime(problem, roundToWholeLots(problem, real))
      expect(brokenRules(problem, plan)).toEqual([])
      const rows = 4 * problem.periods
      expect(plan.lots.subarray(0, rows).every(isWhole)).toBe(true)
      expect(plan.allocations.every(isWhole)).toBe(true)
      expect(plan.lots.some((lot, k) => lot > 0 && real.lots[k] === 0)).toBe(false)
      const [before, after] = [real, plan].map((p) => evaluate(problem, p).costs.total)
      // A few units of each item, at most, are short or late.
      expect(after! - before!).toBeLessThan(30 * 4 * 8)
    }),
    { numRuns: 40, seed: 7 },
  )
  expect(count).toBeGreaterThan(20)
})

describe('roundToWholeLots', () => {
  const alone = (figures: Partial<Item>, periods: number): LotSizingProblem => ({
    periods,
    scenarioCount: 1,
    resources: [{ name: 'press', hours: new Array<number>(periods).fill(10) }],
    items: [
      plainItem(new Array<number>(periods).fill(1), {
        isWhole: true,
        demand: {
          scenarios: new Float64Array(periods).fill(1),
          price: 1,
          shortage: open,
        },
        ...figures,
      }),
    ],
  })
  const lotsOf = (problem: LotSizingProblem, lots: readonly number[]): number[] => [
    ...roundToWholeLots(problem, {
      lots: Float64Array.from(lots),
      allocations: new Float64Array(lots.length),
    }).lots,
  ]

  test('rounds the sum, so that the error never grows', () => {
    expect(lotsOf(alone({}, 4), [1.4, 1.4, 1.4, 1.4])).toEqual([1, 2, 1, 2])
  })

  test('cuts what the hours do not allow, and makes up for it later', () => {
    const usage = [{ resource: 0, hoursPerUnit: 3, setupHours: 0 }]
    expect(lotsOf(alone({ usage }, 3), [10 / 3, 10 / 3, 7 / 3])).toEqual([3, 3, 3])
    expect(lotsOf(alone({ usage }, 2), [10 / 3, 2.9])).toEqual([3, 3])
  })

  test('keeps minimum lots and leaves multiples and other items alone', () => {
    expect(lotsOf(alone({ minimumLot: 2.5 }, 2), [2.5, 0])).toEqual([3, 0])
    expect(lotsOf(alone({ lotMultiple: 2.5 }, 2), [2.5, 5])).toEqual([2.5, 5])
    expect(lotsOf(alone({ isWhole: false }, 2), [2.5, 0.1])).toEqual([2.5, 0.1])
  })

  test('makes components enough for the whole lots of their parents', () => {
    const base = alone({ initialStock: 0, components: [{ item: 1, quantity: 1 }] }, 2)
    const part = component({ name: 'part', isWhole: true })
    const problem = { ...base, items: [...base.items, part] }
    // The parent's 1.5 becomes 2, so the part's 1.5 does; then its 1.4 of 2.9 in all becomes 1.
    expect(lotsOf(problem, [1.5, 1.4, 1.5, 1.4])).toEqual([2, 1, 2, 1])
  })

  test('makes fewer of the parent where the stock of a component is all there is', () => {
    const base = alone({ components: [{ item: 1, quantity: 2 }] }, 2)
    const part = component({ name: 'part', initialStock: 5, isWhole: true })
    const problem = { ...base, items: [...base.items, part] }
    expect(lotsOf(problem, [1.6, 0.9, 0, 0])).toEqual([2, 0, 0, 0])
  })
})
