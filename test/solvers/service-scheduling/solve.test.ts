import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { scheduleCost } from '../../../src/solvers/service-scheduling/evaluate.ts'
import {
  scheduleServices,
  solveServiceScheduling,
} from '../../../src/solvers/service-scheduling/solve.ts'
import { randomProblem } from './problems.ts'

test('the schedule costs what is said, within the gap of the bound, on this thread as on another', async () => {
  const highs = await openHighs()
  const problem = randomProblem(createRandom(4), 12, 8)
  const here = await scheduleServices(highs, problem, { gap: 1e-6 })
  const there = await solveServiceScheduling(problem, { gap: 1e-6 })
  expect(here.cost).toBeCloseTo(scheduleCost(problem, here), 9)
  expect(there.cost).toBeCloseTo(here.cost, 3)
  expect(here.bound).toBeLessThanOrEqual(here.cost)
  expect(here.gap).toBeLessThan(1e-5)
})

test('without crews nothing is serviced', async () => {
  const problem = randomProblem(createRandom(5))
  const { services } = await solveServiceScheduling({
    ...problem,
    crews: { capacity: [0, 0, 0], overload: 1 },
  })
  expect(services).toEqual([null, null, null])
})

test('without time the start stands in, with the bound that there is', async () => {
  const problem = randomProblem(createRandom(6), 12, 8)
  const schedule = await scheduleServices(await openHighs(), problem, { effort: 0 })
  expect(schedule.cost).toBeCloseTo(scheduleCost(problem, schedule), 9)
  expect(schedule.bound).toBeLessThanOrEqual(schedule.cost)
})

test('machines that do not stand in each other’s way are scheduled at once, to the optimum', async () => {
  const machines = [
    [5, 1, 4, 9],
    [7, 8, 2, 9],
    [1, 2, 3, 0.5],
  ].map((cost) => ({
    cost: Float64Array.from(cost),
    repairs: new Float64Array(3),
  }))
  const crews = { capacity: [1, 1, 1], overload: 10 }
  const schedule = await scheduleServices(await openHighs(), { periodCount: 3, machines, crews })
  expect(schedule).toMatchObject({ services: [1, 2, null], cost: 3.5, bound: 3.5, gap: 0 })
})
