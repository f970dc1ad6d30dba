import { expect, test } from 'vitest'
import { levelOrder } from '../../../src/data/table/level-order.ts'

test.each([
  [['large', 'medium', 'small']],
  [['High', 'Medium', 'Low']],
  [['H', 'M', 'L']],
  [['5 - good', '3 - fair', '1 - poor']],
  [['20+', '10-20', '0-10']],
  [['grade 3', 'grade 2', 'grade 1']],
  [['Q10', 'Q2', 'Q1']],
  [['高', '中', '低']],
])('%j have an order that stands out, from the last', (levels) => {
  expect(levelOrder('x', levels)).toEqual(levels.toReversed())
})

test('letters are grades under a name that says so, from the worst to the best', () => {
  expect(levelOrder('grade', ['A', 'B+', 'B', 'C-'])).toEqual(['C-', 'B', 'B+', 'A'])
  expect(levelOrder('machine', ['A', 'B', 'C'])).toBeUndefined()
})

test.each([
  [['M1', 'M2', 'M3']],
  [['line 1', 'line 2', 'line 3']],
  [['low', 'high']],
  [['low', 'medium', 'high', 'blue']],
  [['medium', 'mid', 'low']],
  [['01.02.2024', '02.02.2024', '03.02.2024']],
])('%j have none', (levels) => {
  expect(levelOrder('x', levels)).toBeUndefined()
})
