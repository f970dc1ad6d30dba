import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { scheduleCost } from '../../../src/solvers/service-scheduling/evaluate.ts'
import { formulate } from '../../../src/solvers/service-scheduling/formulation.ts'
import { everySchedule, randomProblem, withFirm } from './problems.ts'

test('the optimum of the model is the best of all schedules', async () => {
  const highs = await openHighs()
  for (let seed = 1; seed <= 12; seed++) {
    const problem = randomProblem(createRandom(seed))
    const { model, scheduleOf } = formulate(problem)
    const outcome = highs.solve(model)
    if (outcome.status !== 'optimal') throw new Error(outcome.status)
    let best = Infinity
    for (const schedule of everySchedule(problem, 3)) {
      best = Math.min(best, scheduleCost(problem, schedule))
    }
    expect(outcome.objective).toBeCloseTo(best, 5)
    expect(scheduleCost(problem, scheduleOf(outcome.values))).toBeCloseTo(best, 5)
  }
})

test('with the first periods held to it is the best of the schedules that hold to them', async () => {
  const highs = await openHighs()
  for (let seed = 1; seed <= 12; seed++) {
    const problem = withFirm(randomProblem(createRandom(seed)), 2)
    const { model, scheduleOf } = formulate(problem)
    const outcome = highs.solve(model)
    if (outcome.status !== 'optimal') throw new Error(outcome.status)
    const costs = [...everySchedule(problem, 3)].map((schedule) => scheduleCost(problem, schedule))
    const found = scheduleOf(outcome.values)
    expect(outcome.objective).toBeCloseTo(Math.min(...costs), 5)
    expect(scheduleCost(problem, found)).toBeCloseTo(outcome.objective, 5)
    const first = found.services.map((period) => (period !== null && period < 2 ? period : null))
    expect(first).toEqual(problem.firm!.services)
  }
})

test('a schedule survives the way to a point and back', () => {
  const { pointOf, scheduleOf } = formulate(randomProblem(createRandom(2)))
  const schedule = { services: [2, null, 0], orders: [1, 2, 0] }
  expect(scheduleOf(pointOf(schedule))).toEqual(schedule)
})
