import { expect, test } from 'vitest'
import {
  mean,
  populationDeviation,
  sampleVariance,
  standardDeviation,
} from '../../src/statistics/moments.ts'

test('mean and spread of a small sample', () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9]
  expect(mean(values)).toBe(5)
  expect(sampleVariance(values)).toBeCloseTo(32 / 7, 14)
  expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 14)
  expect(populationDeviation(values)).toBe(2)
})

test('a large offset does not drown the spread', () => {
  expect(sampleVariance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(30)
})

test('what too few values cannot tell is no number', () => {
  expect(mean([])).toBeNaN()
  expect(sampleVariance([3])).toBeNaN()
})
