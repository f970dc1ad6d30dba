// From point forecasts to calibrated joint paths: the errors that the method made over a whole horizon,
// from each origin of the history, are drawn as trajectories and added to its forecast. A trajectory
// keeps how errors of successive steps hang together, and how they grow with the horizon, as they were.
// Short histories borrow trajectories from the others, in units of each series' own scale.

import type { Random } from '../../../random.ts'
import type { Forecaster } from '../forecaster.ts'
import { type History, localForecaster, type LocalMethod } from './local.ts'

/** A method that gives point forecasts from any origin of a history. */
export interface PointMethod<Parameters> {
  readonly name: string
  fit(history: History): Parameters
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

/** Trajectories of errors in units of the scale at their origin, shape [count, horizon]. */
interface Trajectories {
  readonly count: number
  readonly horizon: number
  readonly errors: Float64Array
}

/** Trajectories that a history needs before it counts as much as the pool. */
const poolWeight = 8
const poolSize = 2000
/** Trajectories looked at in one history: the latest ones. */
const historySize = 400
/** Memory of the scale, in steps. */
const scaleMemory = 20

export function pointForecaster<Parameters>(method: PointMethod<Parameters>): Forecaster {
  const local: LocalMethod<Parameters, Trajectories> = {
    name: method.name,
    fit: (history) => method.fit(history),
    pool(histories, parameters, { horizon }) {
      const perSeries = Math.max(1, Math.ceil(poolSize / Math.max(1, histories.length)))
      const parts = histories.map((history, i) => {
        const { trajectories } = errorsOf(method, history, parameters[i]!, horizon)
        return lastOf(trajectories, perSeries)
      })
      return concatenate(parts, horizon)
    },
    sample(history, parameters, pool, horizon, random, paths) {
      const { trajectories, forecast, scale } = errorsOf(method, history, parameters, horizon)
      for (let start = 0; start < paths.length; start += horizon) {
        addTrajectory(trajectories, pool, random, forecast, scale, paths, start)
      }
    },
  }
  return localForecaster(local)
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
  const warmUp = Math.min(values.length, Math.max(4, history.seasonLength + 1))
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

/** At each origin, the exponentially weighted mean absolute change, never zero. */
function runningScales(values: Float64Array): Float64Array {
  const scales = new Float64Array(values.length + 1)
  let total = 0
  for (let i = 1; i < values.length; i++) total += Math.abs(values[i]! - values[i - 1]!)
  const overall = total / Math.max(1, values.length - 1)
  const floor = overall > 0 ? 0.1 * overall : Math.max(1e-9, 1e-3 * Math.abs(values[0] ?? 0))
  let scale = Math.max(floor, overall)
  scales[0] = scale
  for (let i = 0; i < values.length; i++) {
    const change = i === 0 ? scale : Math.abs(values[i]! - values[i - 1]!)
    scale += (change - scale) / scaleMemory
    scales[i + 1] = Math.max(floor, scale)
  }
  return scales
}

function addTrajectory(
  own: Trajectories,
  pool: Trajectories,
  random: Random,
  forecast: Float64Array,
  scale: number,
  paths: Float64Array,
  start: number,
): void {
  const { horizon } = own
  const usesOwn = random.uniform() * (own.count + poolWeight) < own.count || pool.count === 0
  const source = usesOwn ? own : pool
  const offset = source.count === 0 ? -1 : random.integer(source.count) * source.horizon
  for (let step = 0; step < horizon; step++) {
    // A pool made for a shorter horizon goes on with its last error.
    const error = offset < 0 ? 0 : source.errors[offset + Math.min(step, source.horizon - 1)]!
    paths[start + step] = forecast[step]! + scale * error
  }
}

function lastOf({ count, horizon, errors }: Trajectories, limit: number): Trajectories {
  const kept = Math.min(count, limit)
  return { count: kept, horizon, errors: errors.subarray((count - kept) * horizon) }
}

function concatenate(parts: readonly Trajectories[], horizon: number): Trajectories {
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const errors = new Float64Array(count * horizon)
  let offset = 0
  for (const part of parts) {
    errors.set(part.errors, offset)
    offset += part.errors.length
  }
  return { count, horizon, errors }
}
