import { expect, test } from 'vitest'
import { optimiseQuantities } from '../../../src/solvers/lot-sizing/quantities.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { oneItem, plainItem } from './problems.ts'

const session = await openHighs()

test('fills scarce hours and prices them at what they would save', () => {
  const shortage = { kind: 'backorder', costPerUnitAndPeriod: 6 } as const
  const item = plainItem([], {
    usage: [{ resource: 0, hoursPerUnit: 2, setupHours: 1 }],
    setupCost: 1,
    demand: { scenarios: Float64Array.of(10, 0), price: 0, shortage },
  })
  const problem = { ...oneItem(item, 2), resources: [{ name: 'press', hours: [9, 99] }] }
  const costs = [searchCosts(item, problem)]
  const best = optimiseQuantities(session, problem, costs, Float64Array.of(1, 1))!
  expect([...best.plan.lots]).toEqual([4, 6])
  expect([...best.prices.hour]).toEqual([3, 0])
})

test('says nothing where the setups leave no feasible quantities', () => {
  const problem = oneItem(plainItem([5], { setupCost: 1 }), 1)
  const costs = [searchCosts(problem.items[0]!, problem)]
  expect(optimiseQuantities(session, problem, costs, Float64Array.of(0))).toBeUndefined()
})
