// Proper scores of probabilistic forecasts. NaN actuals are missing and do not count.
// Quantile loss and its weighting are those of GluonTS, GIFT-Eval and Chronos; the CRPS of a sample is
// Gneiting & Raftery 2007 (doi:10.1198/016214506000001437), equation 21.

/** The levels 0.1, 0.2, ..., 0.9 of the usual weighted quantile loss. */
export const deciles: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

/** Pinball loss of one quantile forecast: level * (y - q) above, (1 - level) * (q - y) below. */
export function pinballLoss(actual: number, quantile: number, level: number): number {
  return actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual)
}

/** Sums from which the weighted quantile loss of any set of series can be put together. */
export interface QuantileLossSums {
  /** Twice the pinball loss, averaged over the levels and summed over the actuals. */
  readonly loss: number
  /** Sum of |actual|. */
  readonly weight: number
}

/**
 * @param actuals shape [count]
 * @param quantiles shape [count, levels], row-major
 */
export function quantileLossSums(
  actuals: Float64Array,
  quantiles: Float64Array,
  levels: readonly number[] = deciles,
): QuantileLossSums {
  let loss = 0
  let weight = 0
  for (let i = 0; i < actuals.length; i++) {
    const actual = actuals[i]!
    if (Number.isNaN(actual)) continue
    weight += Math.abs(actual)
    for (let j = 0; j < levels.length; j++) {
      loss += pinballLoss(actual, quantiles[i * levels.length + j]!, levels[j]!)
    }
  }
  return { loss: (2 * loss) / levels.length, weight }
}

/** WQL = mean over levels of 2 * sum(pinball) / sum |actual|; NaN where all actuals are zero. */
export function weightedQuantileLoss(
  actuals: Float64Array,
  quantiles: Float64Array,
  levels: readonly number[] = deciles,
): number {
  const { loss, weight } = quantileLossSums(actuals, quantiles, levels)
  return weight === 0 ? Number.NaN : loss / weight
}

/** CRPS of a sample: mean |x - y| - mean |x - x'| / 2, from an ascending sample. */
export function crpsOfSorted(sorted: Float64Array, actual: number): number {
  const count = sorted.length
  let distance = 0
  let spread = 0
  for (let i = 0; i < count; i++) {
    distance += Math.abs(sorted[i]! - actual)
    // Sum over pairs of |x_i - x_j| = 2 * sum_i (2i - n + 1) x_i for an ascending sample.
    spread += (2 * i - count + 1) * sorted[i]!
  }
  return distance / count - spread / (count * count)
}

/** Share of the actuals within [low, high]; NaN where there are none. */
export function coverage(actuals: Float64Array, low: Float64Array, high: Float64Array): number {
  let inside = 0
  let count = 0
  for (let i = 0; i < actuals.length; i++) {
    const actual = actuals[i]!
    if (Number.isNaN(actual)) continue
    count++
    if (actual >= low[i]! && actual <= high[i]!) inside++
  }
  return inside / count
}

/**
 * Probability integral transform of an actual in an ascending sample, randomised over ties so that it
 * is uniform for counts too (Czado, Gneiting & Held 2009, doi:10.1111/j.1541-0420.2009.01191.x).
 * `uniform` is a draw on [0, 1).
 */
export function probabilityIntegralTransform(
  sorted: Float64Array,
  actual: number,
  uniform: number,
): number {
  let below = 0
  let equal = 0
  for (const value of sorted) {
    if (value < actual) below++
    else if (value === actual) equal++
    else break
  }
  return (below + uniform * (equal + 1)) / (sorted.length + 1)
}
