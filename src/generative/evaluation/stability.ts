// How much a figure depends on the seed.

import { mean, standardDeviation } from '../../statistics/moments.ts'

export interface Spread {
  readonly mean: number
  /** Sample standard deviation over seeds; NaN for one seed. */
  readonly deviation: number
  readonly low: number
  readonly high: number
  readonly seeds: number
}

export function spreadOf(values: readonly number[]): Spread {
  return {
    mean: mean(values),
    deviation: standardDeviation(values),
    low: Math.min(...values),
    high: Math.max(...values),
    seeds: values.length,
  }
}
