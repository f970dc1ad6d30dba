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
  const here = scheduleServices(highs, problem, { gap: 1e-6 })
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
  const schedule = scheduleServices(await openHighs(), problem, { timeLimitSeconds: 0 })
  expect(schedule.cost).toBeCloseTo(scheduleCost(problem, schedule), 9)
  expect(schedule.bound).toBeLessThanOrEqual(schedule.cost)
})
