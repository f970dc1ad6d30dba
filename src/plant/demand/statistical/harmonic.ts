// Exponential smoothing of demand without its yearly season, which is a few harmonics: for seasons that
// have too many steps to be smoothed one by one (weeks or days in a year). The season multiplies, so that
// it grows with the level; it is found by a log-linear model with a piecewise linear trend beside it
// (Poisson quasi-likelihood by iterated least squares: McCullagh & Nelder 1989,
// doi:10.1007/978-1-4899-3242-6).

import { etsMethod, type SmoothingParameters } from './exponential-smoothing.ts'
import { type History, localForecaster, type LocalMethod } from './local.ts'
import { withTrajectories } from './residual-bootstrap.ts'
import { fitRidge, predictRidge } from './ridge.ts'
import type { Trajectories } from './trajectories.ts'

export interface HarmonicParameters {
  /** Multiple of the level at each place of the season, shape [seasonLength]. */
  readonly season: Float64Array
  readonly smoothing: SmoothingParameters
}

/** Shorter seasons are smoothed place by place. */
const shortestSeason = 25
const mostHarmonics = 4
/** Older seasons say little about the next one. */
const mostSeasons = 8
/** Share of the mean diagonal of the normal equations. */
const penalty = 1e-4
const iterations = 8

const smoothing = withTrajectories(etsMethod)

export const harmonicMethod: LocalMethod<HarmonicParameters, Trajectories> = {
  name: 'harmonic',
  fit(history, options) {
    const season = seasonOf(history)
    return { season, smoothing: smoothing.fit(withoutSeason(history, season), options) }
  },
  pool: (histories, parameters, options) =>
    smoothing.pool(
      histories.map((history, i) => withoutSeason(history, parameters[i]!.season)),
      parameters.map((own) => own.smoothing),
      options,
    ),
  sample(history, own, pool, horizon, random, paths) {
    const { season } = own
    const plain = withoutSeason(history, season)
    smoothing.sample(plain, own.smoothing, pool, horizon, random, paths)
    const end = history.values.length
    for (let i = 0; i < paths.length; i++) {
      paths[i]! *= season[(end + (i % horizon)) % season.length]!
    }
  },
}

export const harmonic = localForecaster(harmonicMethod)

/** The history at the level of a mean season; nothing after it knows of one. */
function withoutSeason(history: History, season: Float64Array): History {
  const values = history.values.map((value, t) => value / season[t % season.length]!)
  return { ...history, seasonLength: 1, values }
}

/**
 * As many harmonics as the quasi-likelihood information criterion asks for; none where there is less than
 * a season and a half, values below zero, or a season that is short enough for other methods.
 */
function seasonOf({ values, seasonLength, domain }: History): Float64Array {
  const none = new Float64Array(seasonLength).fill(1)
  const seasons = values.length / seasonLength
  const isEmpty = values.every((value) => value === 0)
  if (seasonLength < shortestSeason || seasons < 1.5 || !domain.isNonNegative || isEmpty) {
    return none
  }
  // Whole seasons are left off, so that the place of a value in its season stays.
  const skipped = Math.max(0, Math.floor(seasons) - mostSeasons) * seasonLength
  const recent = values.subarray(skipped)
  const trend = trendColumns(recent.length, seasonLength)
  const waves = waveColumns(recent.length, seasonLength)
  const most = seasons < 2 ? 1 : mostHarmonics
  const models = Array.from({ length: most + 1 }, (_, count) =>
    fitModel(recent, trend, waves.slice(0, 2 * count)),
  )
  const widest = models.at(-1)!
  const dispersion = Math.max(widest.chiSquare / Math.max(1, recent.length - widest.width), 1e-9)
  const criterion = ({ deviance, width }: Model): number => deviance / dispersion + 2 * width
  const best = models.reduce((least, next) => (criterion(next) < criterion(least) ? next : least))
  return seasonFrom(best.waves, waves, seasonLength)
}

interface Model {
  /** Coefficients of the waves. */
  readonly waves: Float64Array
  readonly width: number
  readonly deviance: number
  /** Sum of squared errors over means. */
  readonly chiSquare: number
}

/** Values are independent with a variance in proportion to the mean, whose logarithm is linear. */
function fitModel(
  values: Float64Array,
  trend: readonly Float64Array[],
  waves: readonly Float64Array[],
): Model {
  const columns = [...trend, ...waves]
  const width = columns.length
  const design = new Float64Array(values.length * width)
  for (const [j, column] of columns.entries()) {
    for (let t = 0; t < values.length; t++) design[t * width + j] = column[t]!
  }
  const average = values.reduce((sum, value) => sum + value, 0) / values.length
  const least = average * 1e-3
  const means = values.map((value) => (value + average) / 2)
  const weighted = new Float64Array(design.length)
  const targets = new Float64Array(values.length)
  const linear = new Float64Array(1)
  let coefficients: Float64Array = new Float64Array(width)
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (let t = 0; t < values.length; t++) {
      const mean = means[t]!
      const root = Math.sqrt(mean)
      targets[t] = root * (Math.log(mean) + (values[t]! - mean) / mean)
      for (let j = 0; j < width; j++) weighted[t * width + j] = root * design[t * width + j]!
    }
    const fit = fitRidge(weighted, targets, width, 1, penalty)
    coefficients = fit.coefficients
    for (let t = 0; t < values.length; t++) {
      predictRidge(fit, design.subarray(t * width, (t + 1) * width), linear)
      means[t] = Math.min(1e12 * average, Math.max(least, Math.exp(linear[0]!)))
    }
  }
  let deviance = 0
  let chiSquare = 0
  for (let t = 0; t < values.length; t++) {
    const value = values[t]!
    const mean = means[t]!
    deviance += 2 * ((value > 0 ? value * Math.log(value / mean) : 0) - (value - mean))
    chiSquare += (value - mean) ** 2 / mean
  }
  return { waves: coefficients.slice(trend.length), width, deviance, chiSquare }
}

/** Multiples with mean 1. */
function seasonFrom(
  coefficients: Float64Array,
  waves: readonly Float64Array[],
  seasonLength: number,
): Float64Array {
  const multiples = Float64Array.from({ length: seasonLength }, (_, place) => {
    let sum = 0
    for (const [j, coefficient] of coefficients.entries()) sum += coefficient * waves[j]![place]!
    return Math.exp(sum)
  })
  const mean = multiples.reduce((sum, multiple) => sum + multiple, 0) / seasonLength
  return multiples.map((multiple) => multiple / mean)
}

/** Intercept, slope, and a change of slope about every season. */
function trendColumns(length: number, seasonLength: number): Float64Array[] {
  const pieces = Math.max(1, Math.round(length / seasonLength))
  return Array.from({ length: pieces + 1 }, (_, j) => {
    const knot = j === 0 ? 0 : ((j - 1) * length) / pieces
    return Float64Array.from({ length }, (_unused, t) =>
      j === 0 ? 1 : Math.max(0, t - knot) / seasonLength,
    )
  })
}

/** Sine and cosine of each harmonic. */
function waveColumns(length: number, seasonLength: number): Float64Array[] {
  return Array.from({ length: 2 * mostHarmonics }, (_, j) => {
    const turn = (2 * Math.PI * (Math.floor(j / 2) + 1)) / seasonLength
    const wave = j % 2 === 0 ? Math.sin : Math.cos
    return Float64Array.from({ length }, (_unused, t) => wave(turn * t))
  })
}
