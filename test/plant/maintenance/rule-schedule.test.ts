import { expect, test } from 'vitest'
import { ruleSchedule } from '../../../src/plant/maintenance/rule-schedule.ts'
import { serviceProblem } from '../../../src/plant/maintenance/service-problem.ts'
import { lifeOf, terms } from './lives.ts'

const lives = [lifeOf([55, 65, 75]), lifeOf([12, 14, 16]), lifeOf([200, 300, 400])]
const ages = [60, 75, 20]
const loads = [1, 1, 1, 1, 1, 1]
const problem = (stock = 3) =>
  serviceProblem(lives, terms, { loads, costRate: 30 }, { waiting: 0, stock, arrivals: [] }).problem

test('an interval is due by age, one machine per crew and period, the oldest first', () => {
  const rule = { way: 'fixed-interval', periods: 7 } as const
  const { services } = ruleSchedule(problem(), { rule, ages }, lives, 10)
  expect(services).toEqual([1, 0, 5])
  const crowded = ruleSchedule(problem(), { rule, ages: [75, 78, 20] }, lives, 10)
  expect(crowded.services).toEqual([0, 1, 5])
})

test('a threshold is due once the median of those that come that far is down to it', () => {
  const rule = { way: 'threshold', cycles: 40 } as const
  expect(ruleSchedule(problem(), { rule, ages }, lives, 10).services).toEqual([3, 0, null])
})

test('nothing is serviced where machines run to failure', () => {
  const schedule = ruleSchedule(problem(), { rule: { way: 'run-to-failure' }, ages }, lives, 10)
  expect(schedule).toEqual({ services: [null, null, null], orders: [0, 0, 0, 0, 0, 0] })
})

test('parts are ordered in time for what they are used for, else at once', () => {
  const rule = { way: 'fixed-interval', periods: 7 } as const
  // A lead time of one period: the first service finds none, the others find theirs.
  expect(ruleSchedule(problem(0), { rule, ages }, lives, 10).orders).toEqual([2, 0, 0, 0, 1, 0])
})
