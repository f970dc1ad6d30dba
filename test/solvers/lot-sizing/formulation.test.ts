import { expect, test } from 'vitest'
import {
  decode,
  formulate,
  lotChoice,
  needsSetup,
  startFrom,
} from '../../../src/solvers/lot-sizing/formulation.ts'
import type { LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { sliceSupply } from '../../../src/solvers/lot-sizing/slices.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { relax } from '../../../src/solvers/mip/model.ts'
import { oneItem, plainItem } from './problems.ts'

const session = await openHighs()

function modelOf(problem: LotSizingProblem, choices?: Uint8Array) {
  const costs = problem.items.map((item) => searchCosts(item, problem))
  const slices = problem.items.map((item, i) => sliceSupply(costs[i]!, item.initialStock))
  return formulate(problem, { costs, slices }, choices ? { choices } : {})
}

test('without capacity the linear relaxation is already whole', () => {
  const demand = [10, 62, 12, 130, 154, 129, 88, 52, 124, 160, 238, 41]
  const formulation = modelOf(oneItem(plainItem(demand, { setupCost: 54, holdingCost: 0.4 }), 12))
  const outcome = session.solve(relax(formulation.model))
  expect(outcome.status === 'optimal' && outcome.objective).toBeCloseTo(501.2, 6)
})

test('the size of the model does not grow with the number of scenarios', () => {
  const sizes = [100, 1000].map((count) => {
    const scenarios = Float64Array.from({ length: count * 4 }, (_, k) => 10 + ((k * 37) % 101) / 10)
    const shortage = { kind: 'backorder', costPerUnitAndPeriod: 5 } as const
    const item = plainItem([], { setupCost: 9, demand: { scenarios, price: 0, shortage } })
    return modelOf(oneItem(item, 4, count)).model.cost.length
  })
  expect(sizes[1]).toBeLessThanOrEqual(sizes[0]!)
})

test('choices leave a lot out, or have it with its setup paid', () => {
  const problem = oneItem(plainItem([5, 5, 5], { setupCost: 10 }), 3)
  const choices = Uint8Array.of(lotChoice.on, lotChoice.on, lotChoice.off)
  const formulation = modelOf(problem, choices)
  const outcome = session.solve(formulation.model)
  if (outcome.status !== 'optimal') throw new Error(outcome.status)
  expect(outcome.objective).toBeCloseTo(25, 6)
  expect([...decode(problem, formulation, outcome.values).lots]).toEqual([5, 10, 0])
})

test('only lots with a fixed cost, setup hours or a minimum are yes-or-no', () => {
  expect(needsSetup(plainItem([1]))).toBe(false)
  expect(needsSetup(plainItem([1], { minimumLot: 2 }))).toBe(true)
})

test('shelf life forbids stock that is not needed in time', () => {
  const problem = oneItem(plainItem([5, 5, 5], { setupCost: 100, shelfLife: 2 }), 3)
  const formulation = modelOf(problem)
  const outcome = session.solve(formulation.model)
  if (outcome.status !== 'optimal') throw new Error(outcome.status)
  // One lot of 15 would be cheapest; the last 5 of it would be three periods old.
  expect(outcome.objective).toBeCloseTo(205, 6)
})

test('a plan that starts the model is the plan that is read from it', () => {
  const problem = oneItem(plainItem([5, 5, 5], { setupCost: 10 }), 3)
  const formulation = modelOf(problem)
  const lots = Float64Array.of(10, 0, 5)
  expect([...decode(problem, formulation, startFrom(formulation, { lots })).lots]).toEqual([
    ...lots,
  ])
})
