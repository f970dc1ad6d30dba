// Errors of point forecasts. NaN actuals are missing and do not count.
// MASE and its scale: Hyndman & Koehler 2006 (doi:10.1016/j.ijforecast.2006.03.001); RMSSE: M5 competition.

/** A sum and how many terms it has, so that means over any set can be put together. */
export interface Tally {
  readonly sum: number
  readonly count: number
}

/**
 * In-sample error of the seasonal naive forecast: mean |y[t] - y[t - m]|, over pairs without a gap.
 * NaN where there is no pair. `power` 2 gives the mean square that RMSSE needs.
 */
export function seasonalNaiveScale(
  history: Float64Array,
  seasonLength: number,
  power: 1 | 2 = 1,
): number {
  let sum = 0
  let count = 0
  for (let i = seasonLength; i < history.length; i++) {
    const change = Math.abs(history[i]! - history[i - seasonLength]!)
    if (Number.isNaN(change)) continue
    sum += power === 1 ? change : change * change
    count++
  }
  return sum / count
}

/** Absolute errors, added up. */
export function absoluteErrors(actuals: Float64Array, forecasts: Float64Array): Tally {
  return tally(actuals, (actual, i) => Math.abs(actual - forecasts[i]!))
}

/** Squared errors, added up. */
export function squaredErrors(actuals: Float64Array, forecasts: Float64Array): Tally {
  return tally(actuals, (actual, i) => (actual - forecasts[i]!) ** 2)
}

/** Symmetric percentage errors 200 |y - f| / (|y| + |f|), added up; 0 where both are zero. */
export function symmetricPercentageErrors(actuals: Float64Array, forecasts: Float64Array): Tally {
  return tally(actuals, (actual, i) => {
    const size = Math.abs(actual) + Math.abs(forecasts[i]!)
    return size === 0 ? 0 : (200 * Math.abs(actual - forecasts[i]!)) / size
  })
}

function tally(actuals: Float64Array, term: (actual: number, i: number) => number): Tally {
  let sum = 0
  let count = 0
  for (let i = 0; i < actuals.length; i++) {
    const actual = actuals[i]!
    if (Number.isNaN(actual)) continue
    sum += term(actual, i)
    count++
  }
  return { sum, count }
}
