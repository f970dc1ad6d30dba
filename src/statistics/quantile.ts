// Quantiles of a sample.

/**
 * Quantiles of an ascending sample by linear interpolation (Hyndman & Fan's type 7).
 * Non-decreasing in the level, so quantiles of one sample never cross; NaN for no values.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, level: number): number {
  const position = level * (sorted.length - 1)
  const below = Math.floor(position)
  const low = sorted[below] ?? Number.NaN
  const weight = position - below
  return weight === 0 ? low : low + weight * (sorted[below + 1]! - low)
}

/** Of values in any order; the mean of the middle two of an even number, NaN for none. */
export function median(values: ArrayLike<number>): number {
  return quantileOfSorted(Float64Array.from(values).sort(), 0.5)
}
