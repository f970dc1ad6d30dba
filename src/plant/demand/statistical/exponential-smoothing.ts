// Exponential smoothing with additive errors: level, optional damped trend, optional additive season,
// chosen per series by the corrected Akaike criterion (Hyndman, Koehler, Ord & Snyder 2008,
// doi:10.1007/978-3-540-71918-2). State recursion, with e the one-step error:
//   l += phi b + alpha e      b = phi b + beta e      s[t+m] = s[t] + gamma e

import { minimise } from './nelder-mead.ts'
import { pointForecaster, type PointMethod } from './residual-bootstrap.ts'

export interface SmoothingParameters {
  readonly alpha: number
  /** 0 where there is no trend. */
  readonly beta: number
  /** 1 is an undamped trend. */
  readonly phi: number
  /** 0 with `seasonLength` 1 where there is no season. */
  readonly gamma: number
  readonly hasTrend: boolean
  readonly seasonLength: number
}

/** Seasons longer than this have too many states to be smoothed one by one. */
const longestSeason = 24
/** Values after which the initial state no longer tells. */
const settling = 8
const noTrend = { beta: 0, phi: 1, gamma: 0, hasTrend: false, seasonLength: 1 }

/** ETS with the form chosen by AICc. */
export const etsMethod: PointMethod<SmoothingParameters> = {
  name: 'ets',
  fit({ values, seasonLength }) {
    const seasons = [1]
    if (
      seasonLength > 1 &&
      seasonLength <= longestSeason &&
      values.length >= 2 * seasonLength + 2
    ) {
      seasons.push(seasonLength)
    }
    const candidates = seasons.flatMap((season) => [
      fitForm(values, false, season),
      ...(values.length > 6 ? [fitForm(values, true, season)] : []),
    ])
    return candidates.reduce((best, next) => (next.criterion < best.criterion ? next : best))
      .parameters
  },
  warmUp: ({ seasonLength }) => seasonLength + settling,
  forecast: ({ values }, parameters, firstOrigin, horizon, forecasts) =>
    smooth(values, parameters, firstOrigin, horizon, forecasts),
}

/** Simple exponential smoothing (Brown 1956), alpha by least squares. */
export const sesMethod: PointMethod<SmoothingParameters> = {
  name: 'ses',
  fit: ({ values }) => fitForm(values, false, 1).parameters,
  warmUp: etsMethod.warmUp!,
  forecast: etsMethod.forecast,
}

export const ets = pointForecaster(etsMethod)
export const ses = pointForecaster(sesMethod)

interface FittedForm {
  readonly parameters: SmoothingParameters
  readonly criterion: number
}

function fitForm(values: Float64Array, hasTrend: boolean, seasonLength: number): FittedForm {
  const isSeasonal = seasonLength > 1
  const form = { ...noTrend, hasTrend, seasonLength }
  // Free numbers: alpha, then beta as a share of alpha and phi in [0.8, 1], then gamma as a share of 1 - alpha.
  const parametersOf = (free: readonly number[]): SmoothingParameters => {
    const alpha = clamp(free[0]!, 0.001, 0.999)
    let next = 1
    const beta = hasTrend ? alpha * clamp(free[next++]!, 0.0001, 0.999) : 0
    const phi = hasTrend ? clamp(free[next++]!, 0.8, 0.99) : 1
    const gamma = isSeasonal ? (1 - alpha) * clamp(free[next++]!, 0.0001, 0.999) : 0
    return { ...form, alpha, beta, phi, gamma }
  }
  const start = [0.3, ...(hasTrend ? [0.1, 0.95] : []), ...(isSeasonal ? [0.1] : [])]
  const { point, value } = minimise(
    (free) => squaredErrors(values, parametersOf(free)),
    start,
    0.2,
    hasTrend || isSeasonal ? 120 : 40,
  )
  const count = values.length
  const freedom = point.length + 1 + (hasTrend ? 1 : 0) + (isSeasonal ? seasonLength - 1 : 0) + 1
  const correction = (2 * freedom * (freedom + 1)) / Math.max(1, count - freedom - 1)
  const criterion = count * Math.log(Math.max(value, 1e-12) / count) + 2 * freedom + correction
  return { parameters: parametersOf(point), criterion }
}

interface State {
  level: number
  trend: number
  readonly season: Float64Array
}

/** Level and season from the first seasons, trend from the first steps. */
function initialState(
  values: Float64Array,
  { hasTrend, seasonLength }: SmoothingParameters,
): State {
  const season = new Float64Array(seasonLength)
  const span = Math.min(values.length, hasTrend ? 10 : 5)
  const { intercept, slope } = line(values, span)
  const trend = hasTrend ? slope : 0
  if (seasonLength === 1) {
    return { level: hasTrend ? intercept - slope : mean(values, 0, span), trend, season }
  }
  const seasons = Math.min(3, Math.floor(values.length / seasonLength))
  for (let cycle = 0; cycle < seasons; cycle++) {
    const center = mean(values, cycle * seasonLength, (cycle + 1) * seasonLength)
    for (let i = 0; i < seasonLength; i++) {
      season[i]! += (values[cycle * seasonLength + i]! - center) / seasons
    }
  }
  const first = mean(values, 0, seasonLength)
  const second = mean(values, seasonLength, 2 * seasonLength)
  const drift = hasTrend ? (second - first) / seasonLength : 0
  return { level: first - (drift * (seasonLength + 1)) / 2, trend: drift, season }
}

function advance(
  state: State,
  parameters: SmoothingParameters,
  index: number,
  value: number,
): number {
  const { alpha, beta, phi, gamma, seasonLength } = parameters
  const place = index % seasonLength
  const damped = phi * state.trend
  const error = value - state.level - damped - state.season[place]!
  state.level += damped + alpha * error
  state.trend = damped + beta * error
  state.season[place]! += gamma * error
  return error
}

function squaredErrors(values: Float64Array, parameters: SmoothingParameters): number {
  const state = initialState(values, parameters)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += advance(state, parameters, i, values[i]!) ** 2
  return sum
}

/** One pass over the history, with a forecast from each origin on the way. */
function smooth(
  values: Float64Array,
  parameters: SmoothingParameters,
  firstOrigin: number,
  horizon: number,
  forecasts: Float64Array,
): void {
  const { phi, seasonLength } = parameters
  const state = initialState(values, parameters)
  for (let origin = 0; ; origin++) {
    if (origin >= firstOrigin) {
      let reach = 0
      let power = 1
      for (let step = 0; step < horizon; step++) {
        power *= phi
        reach += power
        forecasts[(origin - firstOrigin) * horizon + step] =
          state.level + reach * state.trend + state.season[(origin + step) % seasonLength]!
      }
    }
    if (origin === values.length) return
    advance(state, parameters, origin, values[origin]!)
  }
}

function line(values: Float64Array, span: number): { intercept: number; slope: number } {
  const center = (span - 1) / 2
  const average = mean(values, 0, span)
  let cross = 0
  let square = 0
  for (let i = 0; i < span; i++) {
    cross += (i - center) * (values[i]! - average)
    square += (i - center) ** 2
  }
  const slope = square > 0 ? cross / square : 0
  return { intercept: average - slope * center, slope }
}

function mean(values: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += values[i]!
  return sum / (to - from)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
