// The level of an item after its first steps of demand: from what was expected of it before and what it sold
// since, on a grid of log levels. The likelihood of a sum of demand is the extended quasi-likelihood of
// Nelder & Pregibon 1987 (doi:10.1093/biomet/74.2.221) with the dispersion that demand of that level has.

import type { LogLevel } from './level-prior.ts'

/** Variance of a step of demand at a level: exp(intercept) level^power (Taylor 1961, doi:10.1038/189732a0). */
export interface TaylorLaw {
  readonly intercept: number
  readonly power: number
}

/** Levels and their probabilities, adding up to 1. */
export interface LevelDistribution {
  readonly levels: Float64Array
  readonly probabilities: Float64Array
}

const gridSize = 121
/** Standard deviations of the prior that the grid reaches. */
const reach = 4

/** Least squares of log variance on log mean over items; a variance in proportion to the level where they do not tell. */
export function fitTaylorLaw(
  items: readonly { readonly mean: number; readonly variance: number }[],
): TaylorLaw {
  const points = items.flatMap(({ mean, variance }) =>
    mean > 0 && variance > 0 ? [{ x: Math.log(mean), y: Math.log(variance) }] : [],
  )
  if (points.length === 0) return { intercept: 0, power: 1 }
  const centre = points.reduce((sum, { x }) => sum + x, 0) / points.length
  const height = points.reduce((sum, { y }) => sum + y, 0) / points.length
  const xx = points.reduce((sum, { x }) => sum + (x - centre) ** 2, 0)
  const xy = points.reduce((sum, { x, y }) => sum + (x - centre) * (y - height), 0)
  const slope = points.length > 2 && xx > 0 ? xy / xx : 1.5
  const power = Math.min(2, Math.max(1, slope))
  return { intercept: height - power * centre, power }
}

/** Of a step of demand at a level. */
export function varianceAt(level: number, { intercept, power }: TaylorLaw): number {
  return Math.exp(intercept + power * Math.log(level))
}

/** @param own demand of the first steps, none missing; empty before the first. */
export function levelAfter(prior: LogLevel, own: Float64Array, law: TaylorLaw): LevelDistribution {
  const sum = Math.max(
    0,
    own.reduce((total, value) => total + value, 0),
  )
  // Where an item sells far beside what was expected, the grid reaches for what it sold.
  const seen = sum > 0 ? Math.log(sum / own.length) : prior.mean
  const low = Math.min(prior.mean - reach * prior.deviation, seen - 1)
  const high = Math.max(prior.mean + reach * prior.deviation, seen + 1)
  const logLevels = Float64Array.from(
    { length: gridSize },
    (_, i) => low + (i * (high - low)) / (gridSize - 1),
  )
  const density = densityOf(prior.residuals)
  const logWeights = logLevels.map((logLevel) => {
    const distance = (logLevel - prior.mean) / prior.deviation
    return Math.log(density(distance)) + logLikelihood(sum, own.length, logLevel, law)
  })
  const most = Math.max(...logWeights)
  const weights = logWeights.map((value) => Math.exp(value - most))
  const total = weights.reduce((all, value) => all + value, 0)
  return {
    levels: logLevels.map((value) => Math.exp(value)),
    probabilities: weights.map((value) => value / total),
  }
}

/** Fewest residuals from which the shape of a distribution is taken. */
const residualsForShape = 20

/** Of standardised levels: a kernel estimate from residuals, with a little of the normal distribution everywhere. */
function densityOf(residuals: readonly number[]): (distance: number) => number {
  const normal = (distance: number, width: number): number =>
    Math.exp(-0.5 * (distance / width) ** 2) / width
  if (residuals.length < residualsForShape) return (distance) => 1e-12 + normal(distance, 1)
  const width = 0.6 * residuals.length ** -0.2
  return (distance) => {
    let sum = 0
    for (const residual of residuals) sum += normal(distance - residual, width)
    return 1e-12 + (0.99 * sum) / residuals.length + 0.01 * normal(distance, 1)
  }
}

function logLikelihood(sum: number, steps: number, logLevel: number, law: TaylorLaw): number {
  if (steps === 0) return 0
  const expected = steps * Math.exp(logLevel)
  const dispersion = Math.exp(law.intercept + (law.power - 1) * logLevel)
  const deviance = 2 * ((sum > 0 ? sum * Math.log(sum / expected) : 0) - (sum - expected))
  const normaliser = sum > 0 ? 0.5 * Math.log(dispersion) : 0
  return -deviance / (2 * dispersion) - normaliser
}

/** The level below which a share of the probability lies. */
export function levelQuantile({ levels, probabilities }: LevelDistribution, share: number): number {
  let cumulative = 0
  for (let i = 0; i < levels.length; i++) {
    const next = cumulative + probabilities[i]!
    if (next >= share || i === levels.length - 1) {
      // A level of the grid stands for those half a step around it.
      const step = levels[1]! / levels[0]!
      const part = probabilities[i]! > 0 ? (share - cumulative) / probabilities[i]! : 0.5
      return levels[i]! * step ** (Math.min(1, Math.max(0, part)) - 0.5)
    }
    cumulative = next
  }
  return Number.NaN
}
