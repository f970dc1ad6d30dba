import { describe, expect, test } from 'vitest'
import {
  brokenRules,
  evaluate,
  hoursNeeded,
  positions,
  reserves,
} from '../../../src/solvers/lot-sizing/evaluate.ts'
import type { LotSizingPlan, LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { oneItem, plainItem } from './problems.ts'

function planOf(lots: readonly number[], rest: Partial<LotSizingPlan> = {}): LotSizingPlan {
  const none = new Float64Array(lots.length)
  return { lots: Float64Array.from(lots), allocations: none, overtime: new Float64Array(), ...rest }
}

describe('evaluate', () => {
  test('backorders, by hand', () => {
    const item = plainItem([], {
      unitCost: 2,
      setupCost: 10,
      initialStock: 1,
      terminalValue: 0.5,
      demand: {
        scenarios: Float64Array.of(3, 1, 0, 2),
        price: 7,
        shortage: { kind: 'backorder', costPerUnitAndPeriod: 4 },
      },
    })
    const { costs, costPerScenario, profitPerScenario, items } = evaluate(
      oneItem(item, 2, 2),
      planOf([1, 1]),
    )
    // Scenario 0: short 1, then short 1 (forgone). Scenario 1: stock 2, then 1.
    expect([...items[0]!.short]).toEqual([1, 1, 0, 0])
    expect([...items[0]!.stock]).toEqual([0, 0, 2, 1])
    expect([...costPerScenario]).toEqual([4 + 20 + 8 + 7, 4 + 20 + 3 - 0.5])
    expect(costs.total).toBeCloseTo((39 + 26.5) / 2, 12)
    expect([...profitPerScenario]).toEqual([28 - 39, 14 - 26.5])
    expect([...items[0]!.fillRate]).toEqual([0.5, 1])
  })

  test('lost sales do not come back', () => {
    const item = plainItem([], {
      demand: {
        scenarios: Float64Array.of(5, 2),
        price: 3,
        shortage: { kind: 'lost', costPerUnit: 1 },
      },
    })
    const { costs, items } = evaluate(oneItem(item, 2), planOf([3, 3]))
    expect([...items[0]!.short]).toEqual([2, 0])
    expect([...items[0]!.stock]).toEqual([0, 1])
    expect(costs).toMatchObject({ shortage: 2, forgoneRevenue: 6, holding: 1, total: 9 })
  })

  test('a component keeps what is neither used nor set aside', () => {
    const problem: LotSizingProblem = {
      ...oneItem(plainItem([0, 2], { components: [{ item: 1, quantity: 2 }] }), 2),
      items: [
        plainItem([0, 2], { components: [{ item: 1, quantity: 2 }] }),
        plainItem([1, 0], { name: 'seal', initialStock: 6, leadTime: 1 }),
      ],
    }
    const plan = planOf([0, 2, 1, 0], { allocations: Float64Array.of(0, 0, 1, 0) })
    expect([...reserves(problem, plan, 1)]).toEqual([5, 2])
    expect([...positions(problem, plan, 1)]).toEqual([1, 1])
    expect(evaluate(problem, plan).costs.holding).toBeCloseTo(7, 12)
    expect(brokenRules(problem, plan)).toEqual([])
  })
})

test('hours count a setup only where there is a lot', () => {
  const item = plainItem([1, 1], { usage: [{ resource: 0, hoursPerUnit: 2, setupHours: 3 }] })
  const problem = { ...oneItem(item, 2), resources: [{ name: 'press', hours: [5, 5] }] }
  expect([...hoursNeeded(problem, Float64Array.of(2, 0))]).toEqual([7, 0])
})

test('broken rules are named with their amounts', () => {
  const item = plainItem([1, 1, 1], {
    usage: [{ resource: 0, hoursPerUnit: 2, setupHours: 0 }],
    minimumLot: 2,
    lotMultiple: 2,
    frozen: [0],
  })
  const problem = {
    ...oneItem(item, 3),
    resources: [{ name: 'press', hours: [5, 5, 5], overtimeHours: [0, 0, 0] }],
  }
  const plan = planOf([2, 1, 4], { overtime: new Float64Array(3) })
  expect(brokenRules(problem, plan)).toEqual([
    { rule: 'capacity', name: 'press', period: 2, amount: 3 },
    { rule: 'frozen', name: 'valve', period: 0, amount: 2 },
    { rule: 'lot-size', name: 'valve', period: 1, amount: 1 },
    { rule: 'lot-size', name: 'valve', period: 1, amount: 1 },
  ])
})
