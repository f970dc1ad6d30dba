import { expect, test } from 'vitest'
import { contradiction, onGrid } from '../../../src/generative/constraints/constraint.ts'
import { quantity } from './fields.ts'

test('values are put on the grid of their field', () => {
  const tenths = quantity('x', 9, 0.1)
  expect(onGrid(tenths, 0.37, 'down')).toBeCloseTo(0.3, 12)
  expect(onGrid(tenths, 0.31, 'up')).toBeCloseTo(0.4, 12)
  // 0.3 / 0.1 is a little below 3.
  expect(onGrid(tenths, 0.3, 'down')).toBeCloseTo(0.3, 12)
})

test('a contradiction says what was expected and what was given', () => {
  expect(contradiction('a <= b', 'a 3 and b 2')).toMatchObject({
    code: 'bad-input',
    message: 'condition: contradicts a constraint, expected a <= b, got a 3 and b 2',
  })
})
