import { expect, test } from 'vitest'
import { blended } from '../../../src/generative/predictors/blend.ts'

test('probabilities are averaged as log odds, numbers as they are', () => {
  const [p] = blended('sigmoid', [Float64Array.of(0.8), Float64Array.of(0.2)])
  expect(p).toBeCloseTo(0.5, 12)
  // Odds of 9 and 1 / 9 * 81 = 9: the mean of log odds is that of the geometric mean of odds.
  const [q] = blended('sigmoid', [Float64Array.of(0.5), Float64Array.of(0.9)])
  expect(q! / (1 - q!)).toBeCloseTo(3, 10)
  expect([...blended('identity', [Float64Array.of(1, 2), Float64Array.of(3, 4)])]).toEqual([2, 3])
})

test('one part that is sure does not outvote the others for good', () => {
  const [p] = blended('sigmoid', [Float64Array.of(0), Float64Array.of(0.9), Float64Array.of(0.9)])
  expect(p).toBeGreaterThan(0.2)
})
