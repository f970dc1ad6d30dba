import { expect, test } from 'vitest'
import { greedySchedule } from '../../../src/solvers/service-scheduling/greedy.ts'

test('who gains most chooses first, and who gains nothing is left out', () => {
  const repairs = new Float64Array(2)
  const schedule = greedySchedule({
    periodCount: 2,
    machines: [
      { cost: Float64Array.of(3, 5, 9), repairs },
      { cost: Float64Array.of(2, 4, 90), repairs },
      { cost: Float64Array.of(8, 8, 7), repairs },
    ],
    crews: { capacity: [1, 1], overload: 0 },
  })
  expect(schedule.services).toEqual([1, 0, null])
})

test('what is firm stays, and closes its periods to all others', () => {
  const repairs = new Float64Array(3)
  const schedule = greedySchedule({
    periodCount: 3,
    machines: [
      { cost: Float64Array.of(1, 5, 6, 9), repairs },
      { cost: Float64Array.of(2, 4, 4, 90), repairs },
    ],
    crews: { capacity: [2, 1, 1], overload: 0 },
    firm: { periodCount: 2, services: [null, 1], orders: [0, 0] },
  })
  expect(schedule.services).toEqual([2, 1])
})
