import { expect, test } from 'vitest'
import { sigmoid } from '../../../src/generative/predictors/link.ts'
import {
  logisticRegression,
  ridgeRegression,
} from '../../../src/generative/predictors/logistic-regression.ts'
import { category, linkedRows, numbers } from '../evaluation/tables.ts'

test('without penalty the probability of a level is its share of positives', () => {
  const levels = ['a', 'b']
  const column = category('f', levels, ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'b'])
  const target = Float64Array.of(1, 0, 0, 0, 1, 1, 1, 0, 0)
  const model = logisticRegression({ penalty: 1e-9 })([column], target)
  const [a, b] = model.predict([category('f', levels, ['a', 'b'])])
  expect(a).toBeCloseTo(1 / 4, 3)
  expect(b).toBeCloseTo(3 / 5, 3)
})

test('at the minimum of the penalised loss its slope is zero', () => {
  // x is -1 or 1 and says the class: log(1 + exp(-w)) + w^2 / 2n has slope 0 at n (1 - s(w)) = w.
  const x = numbers('x', [-1, -1, 1, 1])
  const [low, high] = logisticRegression()([x], Float64Array.of(0, 0, 1, 1)).predict([
    numbers('x', [-1, 1]),
  ])
  const weight = Math.log(high! / (1 - high!))
  expect(4 * (1 - sigmoid(weight))).toBeCloseTo(weight, 2)
  expect(low! + high!).toBeCloseTo(1, 6)
})

test('ridge regression finds the line of a number', () => {
  const [x, y] = linkedRows(500, 1)
  const values = y!.kind === 'number' ? y!.values : new Float64Array()
  const model = ridgeRegression()([x!], values)
  const [zero, one] = model.predict([numbers('x', [0, 1])])
  expect(zero).toBeCloseTo(0, 1)
  expect(one! - zero!).toBeCloseTo(2, 1)
})
