// Counts with a level that drifts: each history gives a discounted mean, drawn towards the mean of all
// series as by a gamma prior, and a discounted dispersion, drawn towards that of all; the future is negative
// binomial. The hyper-parameters are shared by all series and chosen by quantile loss on held-out ends of
// the histories. The model is the damped dynamic one of Snyder, Ord & Beaumont 2012
// (doi:10.1016/j.ijforecast.2011.03.009), with pooled hyper-parameters.

import { deciles, pinballLoss } from '../../../generative/evaluation/scores.ts'
import { correlatedUniforms } from './draws.ts'
import { type History, localForecaster, type LocalMethod } from './local.ts'

export interface CountHyperParameters {
  /** Weight of a value relative to the next newer one. */
  readonly discount: number
  /** Values that the pool's mean counts for. */
  readonly levelWeight: number
  /** Variance over mean of the pool, and the values that it counts for. */
  readonly dispersion: number
  readonly dispersionWeight: number
  /** Level of the horizon relative to the discounted level. */
  readonly drift: number
}

interface CountPool {
  readonly hyperParameters: CountHyperParameters
  readonly poolMean: number
  /** Between the ranks of two steps of one path. */
  readonly correlation: number
}

const start: CountHyperParameters = {
  discount: 0.9,
  levelWeight: 4,
  dispersion: 2,
  dispersionWeight: 10,
  drift: 1,
}

const candidates = {
  discount: [0.75, 0.8, 0.84, 0.88, 0.92, 0.95, 0.97, 0.985, 0.995],
  levelWeight: [0, 0.5, 1, 2, 4, 6, 10],
  dispersion: [1.2, 1.5, 2, 2.5, 3, 4, 6],
  dispersionWeight: [1, 3, 6, 10, 20, 40],
  drift: [0.7, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.2],
} as const satisfies Record<keyof CountHyperParameters, readonly number[]>

/** Origins, one horizon apart or less, on which the hyper-parameters are chosen. */
const validationOrigins = 3
/** Series looked at when choosing them. */
const seriesLimit = 1000

const negativeBinomialMethod: LocalMethod<null, CountPool> = {
  name: 'negative-binomial',
  fit: () => null,
  pool(histories, _parameters, { horizon }) {
    const counts = histories.filter(isTunable)
    const step = Math.max(1, Math.ceil(counts.length / seriesLimit))
    const chosen = counts.filter((_, i) => i % step === 0)
    const hyperParameters = chooseHyperParameters(chosen, horizon)
    return { hyperParameters, poolMean: poolMeanOf(counts, 0), correlation: 0.1 }
  },
  sample({ values }, _parameters, pool, horizon, random, paths) {
    const { mean, size } = forecastOf(values, values.length, pool.hyperParameters, pool.poolMean)
    const count = paths.length / horizon
    const quantile = quantileTable(mean, size)
    const uniforms = correlatedUniforms(random, count, horizon, pool.correlation)
    for (let i = 0; i < paths.length; i++) paths[i] = quantile(uniforms[i]!)
  },
}

export const negativeBinomial = localForecaster(negativeBinomialMethod)

function isTunable({ values, domain }: History): boolean {
  return domain.isInteger && domain.isNonNegative && values.length > 2
}

function chooseHyperParameters(
  histories: readonly History[],
  horizon: number,
): CountHyperParameters {
  const origins = Array.from({ length: validationOrigins }, (_, i) =>
    Math.round(horizon * (1 + i / 2)),
  )
  const means = origins.map((back) => poolMeanOf(histories, back))
  const lossOf = (hyperParameters: CountHyperParameters): number => {
    let loss = 0
    for (const [i, back] of origins.entries()) {
      for (const { values } of histories) {
        const origin = values.length - back
        if (origin < 2) continue
        const { mean, size } = forecastOf(values, origin, hyperParameters, means[i]!)
        loss += lossFrom(values, origin, horizon, mean, size)
      }
    }
    return loss
  }
  let best = start
  let least = lossOf(best)
  for (let round = 0; round < 2; round++) {
    for (const [name, options] of Object.entries(candidates)) {
      for (const option of options) {
        const next = { ...best, [name]: option }
        const loss = lossOf(next)
        if (loss < least) {
          least = loss
          best = next
        }
      }
    }
  }
  return best
}

/** Mean over all series of the last two years or so before the held-out end. */
function poolMeanOf(histories: readonly History[], back: number): number {
  let sum = 0
  let count = 0
  for (const { values } of histories) {
    const end = Math.max(0, values.length - back)
    for (let i = Math.max(0, end - 12); i < end; i++) {
      sum += values[i]!
      count++
    }
  }
  return count === 0 ? 0 : sum / count
}

/** Mean and size of the negative binomial from the values before an origin: variance = mean + mean^2 / size. */
function forecastOf(
  values: Float64Array,
  origin: number,
  { discount, levelWeight, dispersion, dispersionWeight, drift }: CountHyperParameters,
  poolMean: number,
): { mean: number; size: number } {
  let sum = 0
  let squares = 0
  let weights = 0
  let weight = 1
  for (let i = origin - 1; i >= 0 && weight > 1e-6; i--) {
    const value = values[i]!
    sum += weight * value
    squares += weight * value * value
    weights += weight
    weight *= discount
  }
  const level = (levelWeight * poolMean + sum) / (levelWeight + weights)
  if (level <= 0) return { mean: 0, size: 1 }
  const squaredDeviations = squares - 2 * level * sum + level * level * weights
  const own = squaredDeviations / level
  const ratio = (dispersionWeight * dispersion + own) / (dispersionWeight + weights)
  const mean = drift * level
  return { mean, size: Math.max(0.02, mean / (Math.max(1.02, ratio) - 1)) }
}

function lossFrom(
  values: Float64Array,
  origin: number,
  horizon: number,
  mean: number,
  size: number,
): number {
  const quantile = quantileTable(mean, size)
  let loss = 0
  for (const level of deciles) {
    const forecast = quantile(level)
    for (let step = 0; step < horizon; step++) {
      const actual = values[origin + step]
      if (actual !== undefined) loss += pinballLoss(actual, forecast, level)
    }
  }
  return loss
}

/** Means above this are sampled on a coarser grid of counts. */
const finestMean = 200

/** The quantile function of a negative binomial: the least count whose probability reaches the level. */
export function quantileTable(mean: number, size: number): (level: number) => number {
  if (mean <= 0) return () => 0
  // A large mean is counted in units of `unit`, with the same mean and variance.
  const unit = mean > finestMean ? mean / finestMean : 1
  const scaledMean = mean / unit
  const variance = (mean + (mean * mean) / size) / (unit * unit)
  const scaledSize = (scaledMean * scaledMean) / Math.max(1e-9, variance - scaledMean)
  const failure = scaledMean / (scaledMean + scaledSize)
  const cumulative: number[] = []
  let probability = Math.exp(-scaledSize * Math.log1p(scaledMean / scaledSize))
  let total = probability
  cumulative.push(total)
  for (let count = 0; total < 0.9999 && count < 20 * finestMean * 10; count++) {
    probability *= (failure * (count + scaledSize)) / (count + 1)
    total += probability
    cumulative.push(total)
  }
  return (level) => {
    let low = 0
    let high = cumulative.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (cumulative[middle]! >= level) high = middle
      else low = middle + 1
    }
    return Math.round(low * unit)
  }
}
