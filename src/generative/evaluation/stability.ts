// How much a figure depends on the seed.

export interface Spread {
  readonly mean: number
  /** Sample standard deviation over seeds; NaN for one seed. */
  readonly deviation: number
  readonly low: number
  readonly high: number
  readonly seeds: number
}

export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return {
    mean,
    deviation: values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1)),
    low: Math.min(...values),
    high: Math.max(...values),
    seeds: values.length,
  }
}
