import { expect, test } from 'vitest'
import { lotLimits } from '../../../src/solvers/lot-sizing/lot-limits.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { oneItem, plainItem } from './problems.ts'

test('a lot is limited by need, by its own maximum and by hours', () => {
  const item = plainItem([5, 5], { usage: [{ resource: 0, hoursPerUnit: 2, setupHours: 1 }] })
  const problem = {
    ...oneItem(item, 2),
    resources: [{ name: 'press', hours: [7, 100], overtimeHours: [2, 0] }],
  }
  expect([...lotLimits(problem, [searchCosts(item, problem)])]).toEqual([4, 10])
})

test('what goes into other items is needed as far as their lots may go', () => {
  const parent = plainItem([4], { minimumLot: 6, components: [{ item: 1, quantity: 3 }] })
  const { demand: _, ...part } = plainItem([])
  const problem = { ...oneItem(parent, 1), items: [parent, part] }
  expect([...lotLimits(problem, [searchCosts(parent, problem), []])]).toEqual([6, 30])
})
