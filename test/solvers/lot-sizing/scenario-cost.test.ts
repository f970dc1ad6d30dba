import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate, positions } from '../../../src/solvers/lot-sizing/evaluate.ts'
import type { LotSizingProblem, Shortage } from '../../../src/solvers/lot-sizing/problem.ts'
import {
  costAt,
  lossesUnder,
  minorantCosts,
  searchCosts,
  slopeAbove,
  slopeBelow,
} from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { oneItem, plainItem } from './problems.ts'

const periods = 3
const scenarioCount = 4
const cases = fc.record({
  demand: fc.array(fc.integer({ min: 0, max: 20 }), {
    minLength: periods * scenarioCount,
    maxLength: periods * scenarioCount,
  }),
  lots: fc.array(fc.integer({ min: 0, max: 25 }), { minLength: periods, maxLength: periods }),
  other: fc.array(fc.integer({ min: 0, max: 25 }), { minLength: periods, maxLength: periods }),
  initialStock: fc.integer({ min: 0, max: 10 }),
})

function problemOf(
  demand: readonly number[],
  initialStock: number,
  shortage: Shortage,
): LotSizingProblem {
  const item = plainItem([], {
    initialStock,
    holdingCost: 1.5,
    terminalValue: 0.5,
    demand: { scenarios: Float64Array.from(demand), price: 4, shortage },
  })
  return { ...oneItem(item, periods, scenarioCount), weights: Float64Array.of(0.1, 0.2, 0.3, 0.4) }
}

/** Holding, shortage, revenue forgone and terminal value of lots, by simulation. */
function simulated(problem: LotSizingProblem, lots: readonly number[]): number {
  const none = new Float64Array(periods)
  const plan = { lots: Float64Array.from(lots), allocations: none, overtime: new Float64Array() }
  return evaluate(problem, plan).costs.total
}

function supplyOf(problem: LotSizingProblem, lots: readonly number[]): Float64Array {
  const none = new Float64Array(periods)
  const plan = { lots: Float64Array.from(lots), allocations: none, overtime: new Float64Array() }
  return positions(problem, plan, 0)
}

describe('backorders', () => {
  test('the convex costs add up to the simulated expectation', () => {
    fc.assert(
      fc.property(cases, ({ demand, lots, initialStock }) => {
        const shortage = { kind: 'backorder', costPerUnitAndPeriod: 3 } as const
        const problem = problemOf(demand, initialStock, shortage)
        const supply = supplyOf(problem, lots)
        const costs = searchCosts(problem.items[0]!, problem)
        const total = costs.reduce((sum, cost, t) => sum + costAt(cost, supply[t]!), 0)
        expect(total).toBeCloseTo(simulated(problem, lots), 9)
      }),
      { seed: 3 },
    )
  })
})

describe('lost sales', () => {
  const shortage = { kind: 'lost', costPerUnit: 2 } as const

  test('both stand-ins equal the simulated expectation at the incumbent', () => {
    fc.assert(
      fc.property(cases, ({ demand, lots, initialStock }) => {
        const problem = problemOf(demand, initialStock, shortage)
        const supply = supplyOf(problem, lots)
        const losses = lossesUnder(problem.items[0]!, problem, supply)
        for (const costsOf of [searchCosts, minorantCosts]) {
          const costs = costsOf(problem.items[0]!, problem, losses)
          const total = costs.reduce((sum, cost, t) => sum + costAt(cost, supply[t]!), 0)
          expect(total).toBeCloseTo(simulated(problem, lots), 9)
        }
      }),
      { seed: 4 },
    )
  })

  test('the minorant of one plan never exceeds the cost of another', () => {
    fc.assert(
      fc.property(cases, ({ demand, lots, other, initialStock }) => {
        const problem = problemOf(demand, initialStock, shortage)
        const losses = lossesUnder(problem.items[0]!, problem, supplyOf(problem, lots))
        const costs = minorantCosts(problem.items[0]!, problem, losses)
        const supply = supplyOf(problem, other)
        const total = costs.reduce((sum, cost, t) => sum + costAt(cost, supply[t]!), 0)
        expect(total).toBeLessThanOrEqual(simulated(problem, other) + 1e-9)
      }),
      { seed: 5 },
    )
  })
})

test('slopes are one-sided derivatives and grow with supply', () => {
  const shortage = { kind: 'backorder', costPerUnitAndPeriod: 3 } as const
  const problem = problemOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 0, shortage)
  const cost = searchCosts(problem.items[0]!, problem)[1]!
  for (const supply of [0, 3, 9, 10.5, 15, 30]) {
    const step = 1e-6
    const right = (costAt(cost, supply + step) - costAt(cost, supply)) / step
    const left = (costAt(cost, supply) - costAt(cost, supply - step)) / step
    expect(slopeAbove(cost, supply)).toBeCloseTo(right, 6)
    expect(slopeBelow(cost, supply)).toBeCloseTo(left, 6)
    expect(left).toBeLessThanOrEqual(right + 1e-6)
  }
})

test('a service level asks for the quantile once a lot can arrive', () => {
  const item = plainItem([], {
    leadTime: 1,
    demand: {
      scenarios: Float64Array.of(1, 1, 2, 2, 3, 3, 4, 4),
      price: 0,
      shortage: { kind: 'backorder', costPerUnitAndPeriod: 1 },
      serviceLevel: 0.75,
    },
  })
  const costs = searchCosts(item, oneItem(item, 2, 4))
  expect(costs.map(({ least }) => least)).toEqual([-Infinity, 6])
})
