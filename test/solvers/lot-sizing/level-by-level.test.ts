import { expect, test } from 'vitest'
import { planLevelByLevel } from '../../../src/solvers/lot-sizing/level-by-level.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { plainItem } from './problems.ts'

test('components follow the lots of their parents, a lead time earlier', () => {
  const items = [
    plainItem([0, 0, 5, 5], { setupCost: 20, components: [{ item: 1, quantity: 2 }] }),
    plainItem([0, 0, 0, 0], { name: 'seal', leadTime: 1, initialStock: 3, setupCost: 1 }),
  ]
  const problem = { periods: 4, scenarioCount: 1, resources: [], items }
  const costs = items.map((item) => searchCosts(item, problem))
  expect([...planLevelByLevel(problem, costs)]).toEqual([0, 0, 10, 0, 0, 17, 0, 0])
})
