import { expect, test } from 'vitest'
import { costsAround, sizeOf, slicesOf } from '../../../src/solvers/lot-sizing/cost-views.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { oneItem, plainItem } from './problems.ts'

const problem = oneItem(plainItem([5, 0, 7]), 3)

test('without a plan to look around, costs are those of ample supply', () => {
  const ample = costsAround(problem, undefined, searchCosts)
  expect(ample).toEqual([searchCosts(problem.items[0]!, problem)])
})

test('an item that nobody asks for has no costs and no slices', () => {
  const { demand: _, ...unasked } = problem.items[0]!
  const quiet = { ...problem, items: [unasked] }
  const costs = costsAround(quiet, undefined, searchCosts)
  expect(costs).toEqual([[]])
  expect(sizeOf(slicesOf(quiet, costs, 48), 3)).toBe(0)
})

test('a model grows with slices times periods', () => {
  const model = slicesOf(problem, costsAround(problem, undefined, searchCosts), 48)
  const count = model.slices[0]!.ends.length
  expect(count).toBeGreaterThan(0)
  expect(sizeOf(model, 3)).toBe(3 * count)
})
