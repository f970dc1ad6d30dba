import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { checkProblem } from '../../../src/solvers/service-scheduling/problem.ts'
import { randomProblem } from './problems.ts'

const problem = randomProblem(createRandom(1))

test('a problem that holds together passes', () => {
  expect(() => checkProblem(problem)).not.toThrow()
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
    { ...problem, parts: { ...problem.parts!, leadTime: -1 } },
    'lead time of parts: not usable, expected a whole number from 0, got -1',
  ],
])('one that does not is refused (%#)', (broken, message) => {
  expect(() => checkProblem(broken)).toThrow(message)
})
