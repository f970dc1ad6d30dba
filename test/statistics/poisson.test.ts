import { expect, test } from 'vitest'
import { poissonQuantile } from '../../src/statistics/poisson.ts'

test('quantiles are those of the tables', () => {
  // P(X <= k) of mean 3: 0.0498, 0.1991, 0.4232, 0.6472, 0.8153, 0.9161, 0.9665.
  expect([0.04, 0.05, 0.5, 0.9, 0.95].map((level) => poissonQuantile(3, level))).toEqual([
    0, 1, 3, 5, 6,
  ])
})

test('of a large mean they are near the normal ones, of none they are 0', () => {
  expect(Math.abs(poissonQuantile(10_000, 0.95) - (10_000 + 164.5))).toBeLessThan(3)
  expect(poissonQuantile(0, 0.95)).toBe(0)
})
