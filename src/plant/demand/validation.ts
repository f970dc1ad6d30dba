// Rolling-origin validation: what each candidate forecast from origins before the end of the history.

import { deciles } from '../../generative/evaluation/scores.ts'
import { progressWithin, type WorkOptions } from '../../progress.ts'
import { errorSeason, stepDistributions } from './accuracy.ts'
import { fitIfPossible, type Forecaster } from './forecaster.ts'
import { type Segment, segmentOf } from './segment.ts'
import { endOf, type Panel, panelWithoutLast, selectSeries, type Series } from './series.ts'
import { seasonalNaiveScale } from '../../generative/evaluation/point-errors.ts'

export interface ValidationOptions extends WorkOptions {
  readonly horizon: number
  readonly seed: number
  /** Origins, one horizon apart where the histories are long enough. */
  readonly windows: number
  readonly sampleCount: number
  /** Default `steps`. */
  readonly judgedOn?: JudgedOn
}

/**
 * What a forecast is good at: each step by itself, or demand added up from the origin to each step, which is
 * what an order with a lead time has to cover.
 */
export type JudgedOn = 'steps' | 'sums'

/** One series at one origin. */
export interface ValidationCase {
  readonly segment: Segment
  /** Position in the panel. */
  readonly series: number
  /** What came, step by step or added up, shape [horizon]; NaN is missing. */
  readonly actuals: Float64Array
  /** Sum of |actuals|. */
  readonly weight: number
  /** How many of them are not missing. */
  readonly count: number
  /** Error of the naive forecast in the history, for losses that do not depend on units; 0 where it has none. */
  readonly scale: number
}

export interface Validation {
  readonly cases: readonly ValidationCase[]
  /** Those that the panel holds enough for. */
  readonly candidates: readonly Forecaster[]
  /** Per candidate the deciles of each case, shape [cases, horizon, 9]. */
  readonly quantiles: readonly Float64Array[]
}

/** Series looked at; more say nothing new about which forecaster is good. */
const seriesLimit = 3000

/**
 * Fits every candidate once, on the history before the earliest origin, and lets it forecast from each.
 * A series that has no history at an origin is left out there. Sums are judged as far as an order has to cover.
 */
export async function validate(
  panel: Panel,
  candidates: readonly Forecaster[],
  options: ValidationOptions,
): Promise<Validation> {
  const { horizon, windows, sampleCount, seed, judgedOn = 'steps', onProgress, signal } = options
  const every = Math.max(1, Math.ceil(panel.series.length / seriesLimit))
  const positions = panel.series.flatMap((_, i) => (i % every === 0 ? [i] : []))
  const sample = selectSeries(panel, positions)
  const cuts = validationCuts(sample, horizon, windows)
  const histories = cuts.map((cut) => panelWithoutLast(sample, cut))
  const earliest = panelWithoutLast(panel, Math.max(...cuts))
  const rows: { history: number; place: number }[] = []
  const cases: ValidationCase[] = []
  for (const [history, { series }] of histories.entries()) {
    for (const [place, known] of series.entries()) {
      const one = caseOf(
        sample.series[place]!,
        known,
        positions[place]!,
        horizon,
        panel.seasonLength,
        judgedOn,
        panel.covers?.get(sample.series[place]!.id) ?? horizon,
      )
      if (!one) continue
      cases.push(one)
      rows.push({ history, place })
    }
  }
  const size = horizon * deciles.length
  const possible: Forecaster[] = []
  const quantiles: Float64Array[] = []
  for (const [i, candidate] of candidates.entries()) {
    const part = progressWithin(onProgress, i / candidates.length, (i + 1) / candidates.length)
    const fitOptions = { horizon, seed, onProgress: part, signal }
    const fitted = await fitIfPossible(candidate, earliest, fitOptions)
    if (!fitted) continue
    const target = new Float64Array(cases.length * size)
    for (const [history, past] of histories.entries()) {
      const scenarios = await fitted.sample(past, { horizon, sampleCount, seed, signal })
      if (judgedOn === 'sums') addUp(scenarios.values, horizon)
      for (const [row, place] of rows.entries()) {
        if (place.history !== history) continue
        target.set(stepDistributions(scenarios, place.place).quantiles, row * size)
      }
    }
    possible.push(candidate)
    quantiles.push(target)
  }
  return { cases, candidates: possible, quantiles }
}

/** Steps left out at each origin, the latest origin first: at most half of a typical history. */
export function validationCuts(panel: Panel, horizon: number, windows: number): number[] {
  const lengths = panel.series.map(({ values }) => values.length).sort((a, b) => a - b)
  const typical = lengths[Math.floor(lengths.length / 2)] ?? 0
  const room = Math.max(0, Math.floor(typical / 2) - horizon)
  const stride = Math.max(1, Math.min(horizon, Math.floor(room / Math.max(1, windows - 1))))
  const count = Math.max(1, Math.min(windows, Math.floor(room / stride) + 1))
  return Array.from({ length: count }, (_, window) => horizon + window * stride)
}

function caseOf(
  whole: Series,
  known: Series,
  series: number,
  horizon: number,
  seasonLength: number,
  judgedOn: JudgedOn,
  cover: number,
): ValidationCase | undefined {
  if (known.values.every((value) => Number.isNaN(value))) return undefined
  const offset = endOf(known) - whole.start
  const actuals = whole.values.slice(offset, offset + horizon)
  if (judgedOn === 'sums') {
    addUp(actuals, horizon)
    actuals.fill(Number.NaN, cover)
  }
  const scale = seasonalNaiveScale(known.values, errorSeason(seasonLength))
  let weight = 0
  let count = 0
  for (const actual of actuals) {
    if (Number.isNaN(actual)) continue
    weight += Math.abs(actual)
    count++
  }
  return {
    segment: segmentOf(known.values),
    series,
    actuals,
    weight,
    count,
    scale: scale > 0 ? scale : 0,
  }
}

/** Turns each path of `horizon` values into its running sums. In place. */
function addUp(paths: Float64Array, horizon: number): void {
  for (let i = 0; i < paths.length; i++) if (i % horizon > 0) paths[i]! += paths[i - 1]!
}
