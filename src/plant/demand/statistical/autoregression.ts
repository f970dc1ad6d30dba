// Direct autoregression: every step of the horizon is regressed, with a ridge penalty, on how far the last
// season of values lies from the newest one; in logarithms where all values are positive. Its spread
// comes from residuals that each origin would have had if it had been left out.

import { type History, localForecaster, type LocalMethod } from './local.ts'
import { fitRidge, predictRidge, type RidgeFit } from './ridge.ts'
import {
  addTrajectories,
  lastTrajectories,
  poolTrajectories,
  runningScales,
  type Trajectories,
} from './trajectories.ts'

export interface AutoregressionParameters {
  readonly isLogarithmic: boolean
  /** Values looked at, and features: the differences to the newest, and a constant. */
  readonly lagCount: number
  /** Undefined for a history too short to regress: the last value goes on. */
  readonly fit: RidgeFit | undefined
  /** The constant feature, small against the differences so that drift is penalised with them. */
  readonly constant: number
  readonly trajectories: Trajectories
}

const penalty = 0.01
/** Values looked at where there is no season. */
const plainLags = 14
/** Beyond the season, so that the value a season before and its neighbours are seen. */
const extraLags = 2
const longestSeason = 104
/** Values of history for each value looked at; with fewer, short histories are fitted to their noise. */
const valuesPerLag = 14
const historySize = 400

export const autoregressionMethod: LocalMethod<AutoregressionParameters, Trajectories> = {
  name: 'autoregression',
  fit: (history, { horizon }) => fitHistory(history, horizon),
  pool: (_histories, parameters, { horizon }) =>
    poolTrajectories(
      parameters.map(({ trajectories }) => trajectories),
      horizon,
    ),
  sample({ values }, parameters, pool, horizon, random, paths) {
    // A history may have fallen to zero since it was fitted.
    const isLogarithmic = parameters.isLogarithmic && values.every((value) => value > 0)
    const levels = isLogarithmic ? values.map(Math.log) : values
    const newest = levels[levels.length - 1]!
    const forecast = new Float64Array(horizon).fill(newest)
    const { fit, lagCount, constant } = parameters
    if (fit && levels.length >= lagCount && isLogarithmic === parameters.isLogarithmic) {
      const x = new Float64Array(lagCount).fill(constant)
      writeDifferences(levels, levels.length, x, 0, lagCount)
      const steps = new Float64Array(fit.coefficients.length / lagCount)
      predictRidge(fit, x, steps)
      for (let step = 0; step < horizon; step++) {
        forecast[step]! += steps[Math.min(step, steps.length - 1)]!
      }
    }
    const scale = runningScales(levels)[levels.length]!
    addTrajectories(parameters.trajectories, pool, forecast, scale, random, paths)
    if (isLogarithmic) for (let i = 0; i < paths.length; i++) paths[i] = Math.exp(paths[i]!)
  },
}

export const autoregression = localForecaster(autoregressionMethod)

function fitHistory({ values, seasonLength }: History, horizon: number): AutoregressionParameters {
  const isLogarithmic = values.every((value) => value > 0)
  const levels = isLogarithmic ? values.map(Math.log) : values
  const wanted = seasonLength > 1 ? Math.min(seasonLength, longestSeason) + extraLags : plainLags
  const lagCount = Math.min(wanted, Math.floor((values.length - horizon) / valuesPerLag))
  if (lagCount < 2) {
    const none = { count: 0, horizon, errors: new Float64Array(0) }
    return { isLogarithmic, lagCount, fit: undefined, constant: 0, trajectories: none }
  }
  const scales = runningScales(levels)
  const constant = 0.1 * (scales.reduce((sum, scale) => sum + scale, 0) / scales.length)
  const rows = values.length - horizon - lagCount + 1
  const design = new Float64Array(rows * lagCount).fill(constant)
  const targets = new Float64Array(rows * horizon)
  for (let row = 0; row < rows; row++) {
    const origin = lagCount + row
    writeDifferences(levels, origin, design, row * lagCount, lagCount)
    for (let step = 0; step < horizon; step++) {
      targets[row * horizon + step] = levels[origin + step]! - levels[origin - 1]!
    }
  }
  const fit = fitRidge(design, targets, lagCount, horizon, penalty)
  const errors = fit.leaveOneOutResiduals.map(
    (residual, i) => residual / scales[lagCount + Math.floor(i / horizon)]!,
  )
  const trajectories = lastTrajectories({ count: rows, horizon, errors }, historySize)
  return { isLogarithmic, lagCount, fit, constant, trajectories }
}

/** Differences of the values before an origin to the newest of them; the last feature is left alone. */
function writeDifferences(
  levels: Float64Array,
  origin: number,
  target: Float64Array,
  offset: number,
  lagCount: number,
): void {
  const newest = levels[origin - 1]!
  for (let lag = 1; lag < lagCount; lag++) {
    target[offset + lag - 1] = levels[origin - 1 - lag]! - newest
  }
}
