import { expect, test } from 'vitest'
import { spreadOf } from '../../../src/generative/evaluation/stability.ts'

test('1, 2, 6 have mean 3 and variance 7', () => {
  const spread = spreadOf([1, 2, 6])
  expect(spread).toMatchObject({ mean: 3, low: 1, high: 6, seeds: 3 })
  expect(spread.deviation).toBeCloseTo(Math.sqrt(7), 12)
})

test('one seed says nothing of the spread', () => {
  expect(spreadOf([0.5]).deviation).toBeNaN()
})
