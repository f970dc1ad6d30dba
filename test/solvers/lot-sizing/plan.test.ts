import { expect, test } from 'vitest'
import { planLots } from '../../../src/solvers/lot-sizing/plan.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { oneItem, plainItem } from './problems.ts'

const session = await openHighs()

test('a solved outcome adds up', async () => {
  const problem = oneItem(plainItem([5, 5, 5], { setupCost: 12, unitCost: 2 }), 3)
  const outcome = await planLots(session, problem)
  if (outcome.status !== 'solved') throw new Error(outcome.status)
  expect(outcome.objective).toBeCloseTo(57, 6)
  expect(outcome.costs).toMatchObject({ unit: 30, setup: 12, holding: 15 })
  expect(outcome.gap).toBeLessThan(0.01)
  expect(outcome.shortages).toEqual([])
})

test('infeasible is an outcome', async () => {
  const outcome = await planLots(session, oneItem(plainItem([5], { leadTime: 1 }), 1))
  expect(outcome).toMatchObject({
    status: 'infeasible',
    conflicts: [{ group: 'demand', amount: 5 }],
  })
})
