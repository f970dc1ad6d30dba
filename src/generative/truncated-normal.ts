// Draws from a normal distribution within an interval.

import { normalCumulative, normalQuantile } from '../statistics/normal.ts'

/** N(mean, deviation^2) given that it lies between `low` and `high`, from a uniform on [0, 1). */
export function truncatedNormal(
  mean: number,
  deviation: number,
  [low, high]: readonly [number, number],
  uniform: number,
): number {
  const from = normalCumulative((low - mean) / deviation)
  const to = normalCumulative((high - mean) / deviation)
  const level = from + (to - from) * uniform
  const drawn = mean + deviation * normalQuantile(Math.min(Math.max(level, 1e-12), 1 - 1e-12))
  // Far in a tail the two levels are the same number: the nearer end is then where the mass is.
  return Math.min(Math.max(drawn, low), high)
}
