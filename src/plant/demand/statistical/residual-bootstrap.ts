// From point forecasts to calibrated joint paths: the errors that the method made over a whole horizon,
// from each origin of the history, are drawn as trajectories and added to its forecast. A trajectory
// keeps how errors of successive steps hang together, and how they grow with the horizon, as they were.
// Short histories borrow trajectories from the others, in units of each series' own scale.

import type { Forecaster } from '../forecaster.ts'
import { type History, localForecaster, type LocalMethod } from './local.ts'
import {
  addTrajectories,
  poolTrajectories,
  runningScales,
  type Trajectories,
} from './trajectories.ts'

/** A method that gives point forecasts from any origin of a history. */
export interface PointMethod<Parameters> {
  readonly name: string
  fit(history: History): Parameters
  /** Values that it has to see before its forecasts say how good it is; a season and one more by default. */
  warmUp?(parameters: Parameters): number
  /**
   * Forecasts from each origin `firstOrigin ... values.length`; from origin `o` only `values[0 ... o-1]` is seen.
   * @param forecasts shape [origins, horizon], filled
   */
  forecast(
    history: History,
    parameters: Parameters,
    firstOrigin: number,
    horizon: number,
    forecasts: Float64Array,
  ): void
}

/** Trajectories looked at in one history: the latest ones. */
const historySize = 400

export function pointForecaster<Parameters>(method: PointMethod<Parameters>): Forecaster {
  return localForecaster(withTrajectories(method))
}

export function withTrajectories<Parameters>(
  method: PointMethod<Parameters>,
): LocalMethod<Parameters, Trajectories> {
  return {
    name: method.name,
    fit: (history) => method.fit(history),
    pool: (histories, parameters, { horizon }) =>
      poolTrajectories(
        histories.map(
          (history, i) => errorsOf(method, history, parameters[i]!, horizon).trajectories,
        ),
        horizon,
      ),
    sample(history, parameters, pool, horizon, random, paths) {
      const { trajectories, forecast, scale } = errorsOf(method, history, parameters, horizon)
      addTrajectories(trajectories, pool, forecast, scale, random, paths)
      if (history.domain.isNonNegative) clipKeepingMeans(paths, horizon)
    },
  }
}

interface HistoryErrors {
  readonly trajectories: Trajectories
  /** The forecast from the end of the history, shape [horizon]. */
  readonly forecast: Float64Array
  /** The scale at the end of the history. */
  readonly scale: number
}

function errorsOf<Parameters>(
  method: PointMethod<Parameters>,
  history: History,
  parameters: Parameters,
  horizon: number,
): HistoryErrors {
  const { values } = history
  const wanted = method.warmUp?.(parameters) ?? history.seasonLength + 1
  const warmUp = Math.min(values.length, Math.max(4, wanted))
  const firstOrigin = Math.max(warmUp, values.length - horizon - historySize + 1)
  const count = Math.max(0, values.length - horizon - firstOrigin + 1)
  const originCount = values.length - firstOrigin + 1
  const forecasts = new Float64Array(originCount * horizon)
  method.forecast(history, parameters, firstOrigin, horizon, forecasts)
  const scales = runningScales(values)
  const errors = new Float64Array(count * horizon)
  for (let i = 0; i < count; i++) {
    const origin = firstOrigin + i
    for (let step = 0; step < horizon; step++) {
      const error = values[origin + step]! - forecasts[i * horizon + step]!
      errors[i * horizon + step] = error / scales[origin]!
    }
  }
  return {
    trajectories: { count, horizon, errors },
    forecast: forecasts.subarray((originCount - 1) * horizon),
    scale: scales[values.length]!,
  }
}

/**
 * Cuts negative values to zero and lowers the others of their step together, so that each step keeps
 * the mean that it had (zero, where that was negative). In place; `paths` has shape [sampleCount, horizon].
 */
export function clipKeepingMeans(paths: Float64Array, horizon: number): void {
  for (let step = 0; step < horizon; step++) {
    let sum = 0
    let isNegative = false
    for (let i = step; i < paths.length; i += horizon) {
      sum += paths[i]!
      isNegative ||= paths[i]! < 0
    }
    if (!isNegative) continue
    const shift = sum <= 0 ? Number.POSITIVE_INFINITY : shiftTo(sum, paths, step, horizon)
    for (let i = step; i < paths.length; i += horizon) paths[i] = Math.max(0, paths[i]! - shift)
  }
}

/** The shift with which the values above it add up to `sum`, by Newton's method on a convex function. */
function shiftTo(sum: number, paths: Float64Array, step: number, horizon: number): number {
  let shift = 0
  for (let iteration = 0; iteration < 50; iteration++) {
    let rest = 0
    let above = 0
    for (let i = step; i < paths.length; i += horizon) {
      if (paths[i]! <= shift) continue
      rest += paths[i]! - shift
      above++
    }
    if (rest - sum <= 1e-12 * sum) break
    shift += (rest - sum) / above
  }
  return shift
}
