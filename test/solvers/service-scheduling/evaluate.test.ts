import { expect, test } from 'vitest'
import {
  obstacleTo,
  partsUsed,
  scheduleCost,
  scheduleUse,
  visitAdded,
} from '../../../src/solvers/service-scheduling/evaluate.ts'
import type { ServiceProblem } from '../../../src/solvers/service-scheduling/problem.ts'

const problem: ServiceProblem = {
  periodCount: 3,
  machines: [
    { cost: Float64Array.of(5, 6, 7, 30), repairs: Float64Array.of(0.1, 0.2, 0.4) },
    { cost: Float64Array.of(4, 4, 4, 20), repairs: Float64Array.of(0, 0.5, 0.5) },
  ],
  crews: { capacity: [1, 1, 1], overload: 10 },
  parts: { stock: 1, arrivals: [0, 0, 0], leadTime: 1, orderCost: [1, 2, 3], shortage: 100 },
}
const schedule = { services: [0, 2], orders: [0, 1, 0] }

test('a service uses a part in its period, a repair before then takes it', () => {
  expect(partsUsed(problem.machines[1]!, 2, 0)).toBe(0)
  expect(partsUsed(problem.machines[1]!, 2, 1)).toBe(0.5)
  expect(partsUsed(problem.machines[1]!, 2, 2)).toBe(1)
})

test('use and cost are added up by hand', () => {
  expect(scheduleUse(problem, schedule)).toEqual([
    { services: 1, repairs: 0, overload: 0, parts: 0 },
    { services: 0, repairs: 0.5, overload: 0, parts: -0.5 },
    { services: 1, repairs: 0, overload: 0, parts: 0 },
  ])
  expect(scheduleCost(problem, schedule)).toBe(5 + 4 + 2 + 50)
})

test('a visit is paid once for all that is serviced in its period', () => {
  const visited = { ...problem, visits: [3, 5, 7], crews: { capacity: [2, 2, 2], overload: 10 } }
  expect(scheduleCost(visited, schedule)).toBe(61 + 3 + 7)
  const together = { ...schedule, services: [0, 0] }
  expect(scheduleCost(visited, together)).toBe(scheduleCost(problem, together) - 10 + 3)
  expect([0, 1, 2, 3].map((t) => visitAdded(visited, schedule, 1, t))).toEqual([0, 5, 7, 0])
  expect(visitAdded(problem, schedule, 1, 1)).toBe(0)
})

test('what stands against another period is named', () => {
  expect(obstacleTo(problem, schedule, 1, 0)).toBe('crew')
  expect(obstacleTo(problem, schedule, 1, 1)).toBe('part')
  const stocked = { ...problem, parts: { ...problem.parts!, stock: 2 } }
  expect(obstacleTo(stocked, schedule, 1, 1)).toBeUndefined()
})
