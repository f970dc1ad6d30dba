// The theta method (Assimakopoulos & Nikolopoulos 2000, doi:10.1016/S0169-2070(00)00066-2) in the form
// of Hyndman & Billah 2003 (doi:10.1016/S0169-2070(01)00143-1): simple exponential smoothing with a
// drift of half the slope of the history, after taking out a season where there is one.

import type { History } from './local.ts'
import { minimise } from './nelder-mead.ts'
import { pointForecaster, type PointMethod } from './residual-bootstrap.ts'

export interface ThetaParameters {
  readonly alpha: number
  /** Added to each place of the season; all zero where there is none. Shape [seasonLength]. */
  readonly season: Float64Array
}

export const thetaMethod: PointMethod<ThetaParameters> = {
  name: 'theta',
  fit(history) {
    const season = seasonOf(history)
    const values = withoutSeason(history.values, season)
    const { point } = minimise(
      ([alpha]) => squaredErrors(values, clampAlpha(alpha!)),
      [0.3],
      0.2,
      40,
    )
    return { alpha: clampAlpha(point[0]!), season }
  },
  forecast({ values }, { alpha, season }, firstOrigin, horizon, forecasts) {
    const adjusted = withoutSeason(values, season)
    let level = adjusted[0]!
    // Running sums for the slope of the least-squares line over all values before the origin.
    let sum = 0
    let timesIndex = 0
    for (let origin = 0; ; origin++) {
      if (origin >= firstOrigin) {
        const slope = slopeOf(origin, sum, timesIndex)
        const settled = (1 - (1 - alpha) ** origin) / alpha
        for (let step = 0; step < horizon; step++) {
          forecasts[(origin - firstOrigin) * horizon + step] =
            level + (slope / 2) * (step + settled) + season[(origin + step) % season.length]!
        }
      }
      if (origin === values.length) return
      const value = adjusted[origin]!
      level += alpha * (value - level)
      sum += value
      timesIndex += origin * value
    }
  },
}

export const theta = pointForecaster(thetaMethod)

function slopeOf(count: number, sum: number, timesIndex: number): number {
  if (count < 2) return 0
  return (12 * timesIndex - 6 * (count - 1) * sum) / (count * (count * count - 1))
}

/** Mean deviation from the moving average per place of the season, where it is significant. */
function seasonOf({ values, seasonLength }: History): Float64Array {
  const none = new Float64Array(1)
  if (seasonLength === 1 || values.length < 3 * seasonLength) return none
  if (!isSeasonal(values, seasonLength)) return none
  const season = new Float64Array(seasonLength)
  const counts = new Float64Array(seasonLength)
  const half = seasonLength / 2
  for (let i = Math.ceil(half); i + half < values.length; i++) {
    let total = 0
    for (let j = -Math.floor(half); j <= half; j++) {
      // With an even season the ends of the centred average count half.
      const weight = seasonLength % 2 === 0 && Math.abs(j) === half ? 0.5 : 1
      total += weight * values[i + j]!
    }
    season[i % seasonLength]! += values[i]! - total / seasonLength
    counts[i % seasonLength]!++
  }
  let average = 0
  for (let i = 0; i < seasonLength; i++) {
    season[i] = counts[i]! > 0 ? season[i]! / counts[i]! : 0
    average += season[i]! / seasonLength
  }
  return season.map((value) => value - average)
}

/** The autocorrelation test of the M competitions, at 90%. */
function isSeasonal(values: Float64Array, seasonLength: number): boolean {
  const count = values.length
  const average = values.reduce((sum, value) => sum + value, 0) / count
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0)
  if (variance === 0) return false
  let squares = 0
  for (let lag = 1; lag <= seasonLength; lag++) {
    let covariance = 0
    for (let i = lag; i < count; i++) {
      covariance += (values[i]! - average) * (values[i - lag]! - average)
    }
    const correlation = covariance / variance
    if (lag === seasonLength) {
      return Math.abs(correlation) > 1.645 * Math.sqrt((1 + 2 * squares) / count)
    }
    squares += correlation * correlation
  }
  return false
}

function withoutSeason(values: Float64Array, season: Float64Array): Float64Array {
  return season.length === 1 ? values : values.map((value, i) => value - season[i % season.length]!)
}

function squaredErrors(values: Float64Array, alpha: number): number {
  let level = values[0]!
  let sum = 0
  for (let i = 1; i < values.length; i++) {
    const error = values[i]! - level
    sum += error * error
    level += alpha * error
  }
  return sum
}

function clampAlpha(alpha: number): number {
  return Math.min(0.999, Math.max(0.01, alpha))
}
