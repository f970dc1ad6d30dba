import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { checkProblem, firmOrder, isOpen } from '../../../src/solvers/service-scheduling/problem.ts'
import { randomProblem } from './problems.ts'

const problem = randomProblem(createRandom(1))

test('a problem that holds together passes', () => {
  expect(() => checkProblem(problem)).not.toThrow()
})

test('what is firm closes its periods and fixes the orders that arrive in them', () => {
  const held = { ...problem, firm: { periodCount: 2, services: [0, null, null], orders: [2, 5] } }
  expect([0, 1, 2, 3].map((t) => isOpen(held, 0, t))).toEqual([true, false, false, false])
  expect([0, 1, 2, 3].map((t) => isOpen(held, 1, t))).toEqual([false, false, true, true])
  // An order takes one period.
  expect([0, 1, 2].map((t) => firmOrder(held, t))).toEqual([2, undefined, undefined])
  expect(isOpen(problem, 0, 2)).toBe(true)
})

test.each([
  [{ ...problem, periodCount: 4 }, 'crews: not usable, expected 4 entries, got 3'],
  [
    { ...problem, crews: { capacity: [1, 0.5, 1], overload: 1 } },
    'crews: not usable, expected whole numbers from 0, got 0.5',
  ],
  [
    {
      ...problem,
      machines: [{ cost: Float64Array.of(1, 2, NaN, 3), repairs: new Float64Array(3) }],
    },
    'costs of machine 0: not usable, expected finite numbers, got NaN',
  ],
  [
    { ...problem, firm: { periodCount: 2, services: [0, null, 2], orders: [] } },
    'firm services: not usable, expected periods that are closed, got 2',
  ],
  [{ ...problem, visits: [1, 2] }, 'costs of visits: not usable, expected 3 entries, got 2'],
  [{ ...problem, visits: [1, 2, -1] }, 'costs of visits: not usable, expected at least 0, got -1'],
  [
    { ...problem, parts: { ...problem.parts!, leadTime: -1 } },
    'lead time of parts: not usable, expected a whole number from 0, got -1',
  ],
])('one that does not is refused (%#)', (broken, message) => {
  expect(() => checkProblem(broken)).toThrow(message)
})
