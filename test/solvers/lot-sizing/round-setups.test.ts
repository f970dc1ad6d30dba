import { expect, test } from 'vitest'
import { roundSetups } from '../../../src/solvers/lot-sizing/round-setups.ts'
import { plainItem } from './problems.ts'

test('takes setups above the threshold, the heaviest first where hours are short', () => {
  const usage = [{ resource: 0, hoursPerUnit: 1, setupHours: 3 }]
  const problem = {
    periods: 2,
    scenarioCount: 1,
    items: [plainItem([1, 1], { usage }), plainItem([1, 1], { usage })],
    resources: [{ name: 'press', hours: [5, 9] }],
  }
  const weights = Float64Array.of(0.6, 0.7, 0.9, 0.2)
  expect([...roundSetups(problem, weights, 0.5)]).toEqual([0, 1, 1, 0])
  expect([...roundSetups(problem, weights, 0.1)]).toEqual([0, 1, 1, 1])
})
