// How good a forecast was: scores per series, kept as sums so that any set of series has its own figures.

import {
  absoluteErrors,
  seasonalNaiveScale,
  squaredErrors,
  symmetricPercentageErrors,
} from '../../generative/evaluation/point-errors.ts'
import {
  coverage,
  deciles,
  probabilityIntegralTransform,
  quantileLossSums,
} from '../../generative/evaluation/scores.ts'
import { createRandom } from '../../random.ts'
import { quantileOfSorted } from '../../statistics/quantile.ts'
import type { DemandEvent } from './event.ts'
import { pathOf, type ScenarioSet } from './scenarios.ts'

/** Bins of the histogram of the probability integral transform. */
const transformBins = 10

export interface EventScores {
  readonly truePositive: number
  readonly falsePositive: number
  readonly falseNegative: number
  readonly trueNegative: number
  /** Sum of squared differences between the forecast probability and 0 or 1. */
  readonly squaredProbabilityErrors: number
}

/** Sums over the steps of one series; a part without terms has count 0. */
export interface SeriesScores {
  /** Steps with an actual. */
  readonly count: number
  /** As `QuantileLossSums`. */
  readonly quantileLoss: number
  readonly absoluteActual: number
  /** |error of the median| over the seasonal naive scale; with its count, 0 where the scale is zero. */
  readonly scaledError: number
  readonly scaledCount: number
  /** sqrt(mean squared error of the mean over the squared scale); NaN where the scale is zero. */
  readonly rootMeanSquaredScaledError: number
  readonly symmetricError: number
  /** Actuals within the 0.1 and 0.9 quantiles. */
  readonly covered: number
  readonly transforms: Float64Array
  readonly events: readonly EventScores[]
}

export interface ScoreOptions {
  readonly events?: readonly DemandEvent[]
  /** Steps of the naive forecast that scales MASE and RMSSE; see `errorSeason`. */
  readonly errorSeason: number
  /** Probability from which an event counts as forecast. Default 0.5. */
  readonly eventProbability?: number
}

/**
 * The season by which MASE is scaled: the usual convention takes the season of months, quarters, days and
 * hours, but last week's value for weekly series.
 */
export function errorSeason(seasonLength: number): number {
  return seasonLength <= 24 ? seasonLength : 1
}

/**
 * Scores of one series of a scenario set. The point for absolute errors is the median and for squared
 * errors the mean, which are optimal for them.
 * @param actuals shape [steps]; NaN is missing
 */
export function scoreSeries(
  scenarios: ScenarioSet,
  series: number,
  history: Float64Array,
  actuals: Float64Array,
  { events = [], errorSeason, eventProbability = 0.5 }: ScoreOptions,
): SeriesScores {
  const steps = actuals.length
  const { quantiles, means, columns } = stepDistributions(scenarios, series, steps)
  const pick = (level: number): Float64Array =>
    Float64Array.from({ length: steps }, (_, i) => quantiles[i * 9 + level]!)
  const medians = pick(4)
  const { loss, weight } = quantileLossSums(actuals, quantiles)
  const absolute = absoluteErrors(actuals, medians)
  const scale = seasonalNaiveScale(history, errorSeason)
  const squaredScale = seasonalNaiveScale(history, errorSeason, 2)
  const isScaled = scale > 0
  const squared = squaredErrors(actuals, means)
  const share = coverage(actuals, pick(0), pick(8))
  return {
    count: absolute.count,
    quantileLoss: loss,
    absoluteActual: weight,
    scaledError: isScaled ? absolute.sum / scale : 0,
    scaledCount: isScaled ? absolute.count : 0,
    rootMeanSquaredScaledError: isScaled
      ? Math.sqrt(squared.sum / squared.count / squaredScale)
      : Number.NaN,
    symmetricError: symmetricPercentageErrors(actuals, medians).sum,
    covered: absolute.count === 0 ? 0 : share * absolute.count,
    transforms: transformsOf(columns, actuals, `${scenarios.ids[series]}`),
    events: events.map((event) =>
      scoreEvent(event, event.thresholdOf(history), columns, actuals, eventProbability),
    ),
  }
}

interface StepDistributions {
  /** Deciles per step, shape [steps, 9]. */
  readonly quantiles: Float64Array
  readonly means: Float64Array
  /** Ascending samples per step. */
  readonly columns: readonly Float64Array[]
}

/** The marginal distribution of each step of a series. */
export function stepDistributions(
  scenarios: ScenarioSet,
  series: number,
  steps = scenarios.steps.length,
): StepDistributions {
  const { sampleCount } = scenarios
  const quantiles = new Float64Array(steps * deciles.length)
  const means = new Float64Array(steps)
  const columns = Array.from({ length: steps }, () => new Float64Array(sampleCount))
  for (let sample = 0; sample < sampleCount; sample++) {
    const path = pathOf(scenarios, series, sample)
    for (let step = 0; step < steps; step++) columns[step]![sample] = path[step]!
  }
  for (const [step, column] of columns.entries()) {
    column.sort()
    means[step] = column.reduce((sum, value) => sum + value, 0) / sampleCount
    for (const [i, level] of deciles.entries()) {
      quantiles[step * deciles.length + i] = quantileOfSorted(column, level)
    }
  }
  return { quantiles, means, columns }
}

function transformsOf(
  columns: readonly Float64Array[],
  actuals: Float64Array,
  seed: string,
): Float64Array {
  const random = createRandom(seed)
  const bins = new Float64Array(transformBins)
  for (const [step, actual] of actuals.entries()) {
    if (Number.isNaN(actual)) continue
    const value = probabilityIntegralTransform(columns[step]!, actual, random.uniform())
    bins[Math.min(transformBins - 1, Math.floor(value * transformBins))]!++
  }
  return bins
}

function scoreEvent(
  event: DemandEvent,
  threshold: number,
  columns: readonly Float64Array[],
  actuals: Float64Array,
  eventProbability: number,
): EventScores {
  const counts = [0, 0, 0, 0]
  let squaredProbabilityErrors = 0
  for (const [step, actual] of actuals.entries()) {
    if (Number.isNaN(actual) || Number.isNaN(threshold)) continue
    let hits = 0
    for (const value of columns[step]!) if (event.isMet(value, threshold)) hits++
    const probability = hits / columns[step]!.length
    const isForecast = probability >= eventProbability
    const isMet = event.isMet(actual, threshold)
    counts[(isForecast ? 0 : 2) + (isForecast === isMet ? 0 : 1)]!++
    squaredProbabilityErrors += (probability - (isMet ? 1 : 0)) ** 2
  }
  const [truePositive, falsePositive, trueNegative, falseNegative] = counts as [
    number,
    number,
    number,
    number,
  ] // Safe: made with four entries.
  return { truePositive, falsePositive, falseNegative, trueNegative, squaredProbabilityErrors }
}

/** The figures that people read, over any set of series. */
export interface Accuracy {
  readonly series: number
  readonly steps: number
  /** Weighted quantile loss over 0.1 ... 0.9; NaN where all actuals are zero. */
  readonly wql: number
  /** Mean over steps of the scaled error; series whose scale is zero are left out, as in GIFT-Eval. */
  readonly mase: number
  /** Mean over series, the same left out. */
  readonly rmsse: number
  /** 0 to 200. */
  readonly smape: number
  /** Share of actuals within the 80% interval. */
  readonly coverage80: number
  /** Shares of the probability integral transform in ten bins; 0.1 each is calibrated. */
  readonly transformShares: readonly number[]
  readonly events: readonly EventAccuracy[]
}

export interface EventAccuracy {
  readonly event: string
  /** Share of steps on which it came. */
  readonly frequency: number
  readonly accuracy: number
  /** Of the steps on which it was forecast, those on which it came; NaN where it never was. */
  readonly precision: number
  /** Of the steps on which it came, those on which it was forecast; NaN where it never came. */
  readonly recall: number
  readonly f1: number
  /** Mean squared error of its probability (Brier 1950). */
  readonly brier: number
}

/** Figures over a set of series, from any number of windows. */
export function summarise(
  scores: readonly SeriesScores[],
  events: readonly DemandEvent[] = [],
): Accuracy {
  const total = (term: (score: SeriesScores) => number): number =>
    scores.reduce((sum, score) => sum + term(score), 0)
  const count = total((score) => score.count)
  const weight = total((score) => score.absoluteActual)
  const rooted = scores.filter((score) => !Number.isNaN(score.rootMeanSquaredScaledError))
  const transforms = Array.from({ length: transformBins }, (_, i) =>
    total((score) => score.transforms[i]!),
  )
  return {
    series: scores.length,
    steps: count,
    wql: weight === 0 ? Number.NaN : total((score) => score.quantileLoss) / weight,
    mase: total((score) => score.scaledError) / total((score) => score.scaledCount),
    rmsse: rooted.reduce((sum, score) => sum + score.rootMeanSquaredScaledError, 0) / rooted.length,
    smape: total((score) => score.symmetricError) / count,
    coverage80: total((score) => score.covered) / count,
    transformShares: transforms.map((value) => value / count),
    events: events.map(({ text }, i) =>
      eventAccuracy(
        text,
        scores.map((score) => score.events[i]!),
      ),
    ),
  }
}

function eventAccuracy(event: string, scores: readonly EventScores[]): EventAccuracy {
  const total = (name: keyof EventScores): number =>
    scores.reduce((sum, score) => sum + score[name], 0)
  const truePositive = total('truePositive')
  const falsePositive = total('falsePositive')
  const falseNegative = total('falseNegative')
  const count = truePositive + falsePositive + falseNegative + total('trueNegative')
  return {
    event,
    frequency: (truePositive + falseNegative) / count,
    accuracy: (truePositive + total('trueNegative')) / count,
    precision: truePositive / (truePositive + falsePositive),
    recall: truePositive / (truePositive + falseNegative),
    f1: (2 * truePositive) / (2 * truePositive + falsePositive + falseNegative),
    brier: total('squaredProbabilityErrors') / count,
  }
}
