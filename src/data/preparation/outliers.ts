// Values far outside the usual of their own series: a Hampel filter on the logarithm of the sizes
// (Hampel 1974, doi:10.1080/01621459.1974.10482962; Pearson et al. 2016, doi:10.1186/s13634-016-0383-6).

import { median, quantileOfSorted } from '../../statistics/quantile.ts'

/** What is done with an outlier: reported only, or brought back to the largest usual value. */
export type OutlierRule = 'keep' | 'cap'

export interface Outlier {
  readonly index: number
  readonly value: number
  /** The bound of the usual on that side. */
  readonly usual: number
}

export interface OutlierOptions {
  /** Steps in a season; a peak that comes back in another season is no outlier. */
  readonly seasonLength?: number
  /** Robust standard deviations from the local median. Default 5. */
  readonly threshold?: number
}

/** Fewer positive values than this say nothing about what is usual. */
const minimumValues = 8
const halfWindow = 12
/** On the log scale; a quarter is about 25%, so that a very even series is not full of outliers. */
const minimumScale = 0.25

/**
 * Positive values whose logarithm lies more than `threshold` robust standard deviations above the
 * median of the positive values around them. Zeros and small values are never outliers: demand
 * that fails to come is usual. The scale is 1.4826 x the median absolute deviation.
 */
export function findOutliers(
  values: Float64Array,
  { seasonLength = 1, threshold = 5 }: OutlierOptions = {},
): Outlier[] {
  const places: number[] = []
  for (let i = 0; i < values.length; i++) if (values[i]! > 0) places.push(i)
  if (places.length < minimumValues) return []
  const logs = Float64Array.from(places, (i) => Math.log(values[i]!))
  const medians = runningMedians(logs)
  const isCount = places.every((i) => Number.isInteger(values[i]))
  const scale = Math.max(
    minimumScale,
    1.4826 * median(logs.map((value, n) => Math.abs(value - medians[n]!))),
  )
  return places.flatMap((index, n) => {
    const size = Math.exp(medians[n]!)
    // Counts vary by their square root at least (Poisson): 4 after many ones is nothing unusual.
    const countBound = isCount ? size + threshold * Math.sqrt(size) : 0
    const usual = Math.max(size * Math.exp(threshold * scale), countBound)
    const value = values[index]!
    if (value <= usual || comesBack(values, index, seasonLength)) return []
    return [{ index, value, usual }]
  })
}

/** A copy in which each outlier is the largest value around it that is none. */
export function capOutliers(values: Float64Array, outliers: readonly Outlier[]): Float64Array {
  const capped = values.slice()
  const isOutlier = new Set(outliers.map(({ index }) => index))
  for (const { index, usual } of outliers) {
    let largest = 0
    const from = Math.max(0, index - 2 * halfWindow)
    for (let i = from; i <= index + 2 * halfWindow && i < values.length; i++) {
      if (!isOutlier.has(i) && values[i]! > largest) largest = values[i]!
    }
    capped[index] = largest > 0 ? largest : usual
  }
  return capped
}

/** At least half as large at the same place, or beside it, in the season before or after. */
function comesBack(values: Float64Array, index: number, seasonLength: number): boolean {
  if (seasonLength < 2) return false
  return [index - seasonLength, index + seasonLength].some((center) =>
    [center - 1, center, center + 1].some(
      (place) => place !== index && (values[place] ?? 0) >= values[index]! / 2,
    ),
  )
}

/** Medians of up to `halfWindow` values on either side; the window is kept sorted as it moves. */
function runningMedians(values: Float64Array): Float64Array {
  const window = Array.from(values.subarray(0, halfWindow)).sort((a, b) => a - b)
  return values.map((_, n) => {
    const entering = values[n + halfWindow]
    if (entering !== undefined) window.splice(lowerBound(window, entering), 0, entering)
    const leaving = values[n - halfWindow - 1]
    if (leaving !== undefined) window.splice(lowerBound(window, leaving), 1)
    return quantileOfSorted(window, 0.5)
  })
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
