import { expect, test } from 'vitest'
import { conflictsOf } from '../../../src/solvers/lot-sizing/conflicts.ts'
import type { LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { sliceSupply } from '../../../src/solvers/lot-sizing/slices.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { oneItem, plainItem } from './problems.ts'

const session = await openHighs()

function explain(problem: LotSizingProblem) {
  const costs = problem.items.map((item) => searchCosts(item, problem))
  const slices = problem.items.map((item, i) =>
    item.demand ? sliceSupply(costs[i]!, item.initialStock) : undefined,
  )
  return conflictsOf(session, problem, { costs, slices }, 10)
}

test('demand before the lead time is a conflict of that item', () => {
  expect(explain(oneItem(plainItem([3, 3], { leadTime: 1, initialStock: 1 }), 2))).toEqual([
    { group: 'demand', name: 'valve', period: 0, amount: expect.closeTo(2, 5) as number },
  ])
})

test('hours are named where they are cheaper to add than demand to drop', () => {
  const item = plainItem([6], { usage: [{ resource: 0, hoursPerUnit: 0.5, setupHours: 0 }] })
  const problem = { ...oneItem(item, 1), resources: [{ name: 'press', hours: [2] }] }
  expect(explain(problem)).toEqual([
    { group: 'capacity', name: 'press', period: 0, amount: expect.closeTo(1, 5) as number },
  ])
})

test('a component that cannot come in time is named', () => {
  const problem: LotSizingProblem = {
    periods: 1,
    scenarioCount: 1,
    resources: [],
    items: [
      plainItem([2], { components: [{ item: 1, quantity: 0.5 }] }),
      { ...plainItem([0], { name: 'seal', leadTime: 3 }) },
    ],
  }
  expect(explain(problem)).toEqual([
    { group: 'material', name: 'seal', period: 0, amount: expect.closeTo(1, 5) as number },
  ])
})
