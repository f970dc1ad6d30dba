import { expect, test } from 'vitest'
import {
  normalCumulativeOf,
  normalDensityOf,
  normalQuantileOf,
} from '../../../src/generative/encoding/normal-distribution.ts'

test('the distribution function is the inverse of the quantile, and its slope the density', () => {
  for (const level of [0.001, 0.02, 0.3, 0.5, 0.77, 0.999]) {
    expect(Math.abs(normalCumulativeOf(normalQuantileOf(level)) - level)).toBeLessThan(1e-7)
  }
  const slope = (normalCumulativeOf(0.71) - normalCumulativeOf(0.69)) / 0.02
  expect(slope).toBeCloseTo(normalDensityOf(0.7), 4)
})

test('quantiles are those of the standard normal', () => {
  expect(normalQuantileOf(0.5)).toBe(0)
  expect(normalQuantileOf(0.975)).toBeCloseTo(1.959963985, 7)
  expect(normalQuantileOf(0.001)).toBeCloseTo(-3.090232306, 7)
  expect(normalQuantileOf(0.9999)).toBeCloseTo(3.719016485, 7)
  expect(normalQuantileOf(0)).toBeGreaterThan(-10)
})
