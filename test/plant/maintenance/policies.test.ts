import { expect, test } from 'vitest'
import { realisedCost } from '../../../src/plant/maintenance/outcome.ts'
import {
  cheapestPolicy,
  fixedInterval,
  lifeThreshold,
  plannedServices,
  runToFailure,
  withParts,
} from '../../../src/plant/maintenance/policies.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { lifeOf, terms } from './lives.ts'
import { fleetOf } from './trajectories.ts'

const state = {
  period: 0,
  machines: [
    { agePeriods: 3, life: lifeOf([50]) },
    { agePeriods: 9, life: lifeOf([8]) },
    { agePeriods: 5, life: lifeOf([4, 90, 95]) },
  ],
  waiting: 0,
  stock: 1,
  arrivals: [0, 2],
  loads: [1, 1, 1, 1],
}

test('each rule services whom it should, the most urgent first', async () => {
  expect((await runToFailure().decide(state)).services).toEqual([])
  expect((await fixedInterval(5).decide(state)).services).toEqual([1, 2])
  expect((await lifeThreshold(50).decide(state)).services).toEqual([1, 0])
  expect((await lifeThreshold(20, 0.1).decide(state)).services).toEqual([2, 1])
})

test('parts are kept at a level', async () => {
  expect(await withParts(runToFailure(), 5).decide(state)).toEqual({ services: [], orders: 2 })
  expect((await withParts(runToFailure(), 2).decide(state)).orders).toBe(0)
})

test('the plan services only what must not wait', async () => {
  const policy = plannedServices(await openHighs(), terms, { costRate: 20 })
  expect((await policy.decide(state)).services).toEqual([1])
  expect(await policy.decide({ ...state, machines: [] })).toEqual({ services: [] })
})

test('where every failure is foreseen the plan has none, and moves services to low load', async () => {
  const highs = await openHighs()
  const loadOf = (period: number): number => (period % 3 === 1 ? 0.1 : 1.4)
  const input = fleetOf([65, 72, 88], { periodCount: 60, loadOf })
  const plan = await realisedCost(plannedServices(highs, terms, { costRate: 45 }), input)
  expect(plan.failureCount).toBe(0)
  const usual = [
    runToFailure(),
    ...[4, 5, 6].map(fixedInterval),
    lifeThreshold(10),
    lifeThreshold(20),
  ]
  const best = await cheapestPolicy(
    usual,
    async (policy) => (await realisedCost(policy, input)).total,
  )
  expect(plan.total).toBeLessThan(best.cost)
})
