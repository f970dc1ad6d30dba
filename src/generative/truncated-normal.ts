// Draws from a normal distribution within an interval.

import { normalCumulativeOf, normalQuantileOf } from './encoding/normal-distribution.ts'

/** N(mean, deviation^2) given that it lies between `low` and `high`, from a uniform on [0, 1). */
export function truncatedNormal(
  mean: number,
  deviation: number,
  [low, high]: readonly [number, number],
  uniform: number,
): number {
  const from = normalCumulativeOf((low - mean) / deviation)
  const to = normalCumulativeOf((high - mean) / deviation)
  const drawn = mean + deviation * normalQuantileOf(from + (to - from) * uniform)
  // Far in a tail the two levels are the same number: the nearer end is then where the mass is.
  return Math.min(Math.max(drawn, low), high)
}
