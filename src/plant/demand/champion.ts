// The champion: per kind of demand, the combination of forecasters that did best on rolling origins before
// the end of the history, and nowhere worse there than the best baseline.

import { progressWithin } from '../../progress.ts'
import { likeItems } from './cold-start/like-items.ts'
import { type Blend, blendLoss, chooseBlend, type Loss, relativeLoss } from './blend.ts'
import { combinePaths } from './combination.ts'
import {
  emptyScenarios,
  type FittedForecaster,
  type FitOptions,
  type Forecaster,
  type SampleOptions,
} from './forecaster.ts'
import type { ScenarioSet } from './scenarios.ts'
import { type Segment, segmentOf } from './segment.ts'
import { domainOf, type Panel, selectSeries } from './series.ts'
import { validate, type JudgedOn, type Validation } from './validation.ts'

export interface ChampionOptions {
  /** Validation origins. Default 3. */
  readonly windows?: number
  /** Paths per series in validation. Default 100. */
  readonly sampleCount?: number
  /**
   * Default `steps`. Sums are asked only of panels with enough series: each series and origin holds little more
   * than one of them, and with few the choice would follow chance.
   */
  readonly judgedOn?: JudgedOn
}

/** What was chosen for one kind of demand, and by how much. */
export interface SegmentChoice {
  readonly segment: Segment
  /** Series of this kind in the panel. */
  readonly series: number
  /** Series and origins on which the choice was judged. */
  readonly cases: number
  /** Weights by forecaster, largest first, adding up to 1. */
  readonly members: readonly { readonly model: string; readonly weight: number }[]
  readonly wql: number
  readonly bestBaseline: string
  readonly baselineWql: number
  /** Share of the best baseline's loss that is saved; never below 0. */
  readonly gain: number
}

export interface FittedChampion extends FittedForecaster {
  readonly choices: readonly SegmentChoice[]
}

export interface Champion extends Forecaster {
  fit(panel: Panel, options: FitOptions): Promise<FittedChampion>
}

export function isFittedChampion(fitted: FittedForecaster): fitted is FittedChampion {
  return 'choices' in fitted
}

/** A kind of demand has weights of its own where they are at least this much better than those of all. */
const ownWeightsGain = 0.01
/** Cases from which a kind of demand may have weights of its own. */
const ownWeightsCases = 60

/** Series from which sums tell forecasters apart. */
const seriesForSums = 100

const segments: readonly Segment[] = ['smooth', 'erratic', 'intermittent', 'lumpy', 'short', 'new']

/** `baselines` are among the contenders, of which those take part that the panel holds enough for. */
export function champion(
  contenders: readonly Forecaster[],
  baselines: readonly Forecaster[],
  { windows = 3, sampleCount = 100, judgedOn = 'steps' }: ChampionOptions = {},
): Champion {
  return {
    name: 'auto',
    async fit(panel, options) {
      const { onProgress, signal } = options
      const validation = await validate(panel, [...contenders, likeItems], {
        ...options,
        windows,
        sampleCount,
        judgedOn: panel.series.length < seriesForSums ? 'steps' : judgedOn,
        onProgress: progressWithin(onProgress, 0, 0.6),
      })
      const { candidates } = validation
      const baselineRows = baselines.map((baseline) => candidates.indexOf(baseline))
      const blends = chooseBlends(validation, baselineRows, candidates.indexOf(likeItems))
      const needed = candidates.map((_, i) => [...blends.values()].some((b) => b.weights[i]! > 0))
      const members = new Map<number, FittedForecaster>()
      const count = needed.filter(Boolean).length
      for (const [i, candidate] of candidates.entries()) {
        if (!needed[i]) continue
        const from = 0.6 + (0.4 * members.size) / count
        const part = progressWithin(onProgress, from, from + 0.4 / count)
        members.set(i, await candidate.fit(panel, { ...options, onProgress: part, signal }))
      }
      const choices = describeChoices(panel, validation, blends, candidates, baselineRows)
      return fittedChampion(members, blends, choices)
    },
  }
}

type Blends = ReadonlyMap<Segment, Blend>

/** `likeItemsRow` is the candidate that forecasts items in their first steps, and no others. */
function chooseBlends(
  validation: Validation,
  baselines: readonly number[],
  likeItemsRow: number,
): Blends {
  const all = validation.cases.map((_, row) => row)
  const overallReference = bestOf(validation, all, baselines).loss
  const overall = chooseBlend(validation, all, overallReference, (i) => i !== likeItemsRow)
  const blends = new Map<Segment, Blend>()
  for (const segment of segments) {
    const rows = all.filter((row) => validation.cases[row]!.segment === segment)
    const isEarly = segment === 'new' || segment === 'short'
    const common = isEarly ? bestOf(validation, rows, [likeItemsRow]) : overall
    if (rows.length === 0) {
      blends.set(segment, common)
      continue
    }
    const baseline = bestOf(validation, rows, baselines)
    const shared = { ...common, loss: blendLoss(validation, rows, common.weights) }
    const own =
      rows.length >= ownWeightsCases
        ? chooseBlend(validation, rows, baseline.loss, (i) => isEarly || i !== likeItemsRow)
        : shared
    const gain = 1 - relativeLoss(own.loss, shared.loss)
    const chosen = gain >= ownWeightsGain ? own : shared
    // The promise: no kind of demand is forecast worse than by its best baseline.
    blends.set(segment, chosen.loss.wql <= baseline.loss.wql ? chosen : baseline)
  }
  return blends
}

/** The single candidate, of those given, with the least weighted quantile loss. */
function bestOf(
  validation: Validation,
  rows: readonly number[],
  candidates: readonly number[],
): Blend & { readonly candidate: number } {
  let best: (Blend & { readonly candidate: number }) | undefined
  for (const candidate of candidates) {
    const weights = validation.quantiles.map((_, i) => (i === candidate ? 1 : 0))
    const loss = blendLoss(validation, rows, weights)
    if (!best || isLess(loss, best.loss)) best = { weights, loss, candidate }
  }
  return best!
}

/** By weighted quantile loss, and where all actuals are zero by the scaled one. */
function isLess(a: Loss, b: Loss): boolean {
  return Number.isFinite(a.wql) && Number.isFinite(b.wql) ? a.wql < b.wql : a.scaled < b.scaled
}

function describeChoices(
  panel: Panel,
  validation: Validation,
  blends: Blends,
  candidates: readonly Forecaster[],
  baselines: readonly number[],
): SegmentChoice[] {
  const kinds = panel.series.map(({ values }) => segmentOf(values))
  return segments.flatMap((segment) => {
    const series = kinds.filter((kind) => kind === segment).length
    if (series === 0) return []
    const rows = validation.cases.flatMap((one, row) => (one.segment === segment ? [row] : []))
    const blend = blends.get(segment)!
    const baseline = bestOf(validation, rows, baselines)
    const members = blend.weights
      .flatMap((weight, i) => (weight > 0 ? [{ model: candidates[i]!.name, weight }] : []))
      .sort((a, b) => b.weight - a.weight)
    const { wql } = blendLoss(validation, rows, blend.weights)
    const baselineWql = baseline.loss.wql
    const bestBaseline = candidates[baseline.candidate]!.name
    const gain = 1 - wql / baselineWql
    return [{ segment, series, cases: rows.length, members, wql, bestBaseline, baselineWql, gain }]
  })
}

function fittedChampion(
  members: ReadonlyMap<number, FittedForecaster>,
  blends: Blends,
  choices: readonly SegmentChoice[],
): FittedChampion {
  return {
    name: 'auto',
    choices,
    async sample(panel, options) {
      const kinds = panel.series.map(({ values }) => segmentOf(values))
      const used = [...members].map(([i, member]) => {
        // An item in its first steps borrows from the others, so its forecaster has to see them.
        const isWhole = member.name === likeItems.name
        const positions = kinds.flatMap((kind, place) =>
          isWhole || blends.get(kind)!.weights[i]! > 0 ? [place] : [],
        )
        return { i, member, positions }
      })
      const parts = new Map<number, Part>()
      for (const [order, { i, member, positions }] of used.entries()) {
        const onProgress = progressWithin(
          options.onProgress,
          order / used.length,
          (order + 1) / used.length,
        )
        const scenarios = await member.sample(selectSeries(panel, positions), {
          ...options,
          onProgress,
        })
        parts.set(i, { scenarios, places: new Map(positions.map((place, row) => [place, row])) })
      }
      return combine(panel, options, kinds, blends, parts)
    },
  }
}

/** Paths of a member for some series, with the row of each series in them. */
interface Part {
  readonly scenarios: ScenarioSet
  readonly places: ReadonlyMap<number, number>
}

function combine(
  panel: Panel,
  options: SampleOptions,
  kinds: readonly Segment[],
  blends: Blends,
  parts: ReadonlyMap<number, Part>,
): ScenarioSet {
  const combined = emptyScenarios(panel, 'auto', options)
  const size = options.sampleCount * options.horizon
  const models = panel.series.map(({ values }, place) => {
    const { weights } = blends.get(kinds[place]!)!
    const own = [...parts].flatMap(([i, { scenarios, places }]) => {
      const weight = weights[i]!
      const row = places.get(place)
      if (weight === 0 || row === undefined) return []
      const paths = scenarios.values.subarray(row * size, (row + 1) * size)
      return [{ weight, paths, model: scenarios.models[row]! }]
    })
    const target = combined.values.subarray(place * size, (place + 1) * size)
    combinePaths(own, options.horizon, domainOf(values).isInteger, target)
    return own
      .sort((a, b) => b.weight - a.weight)
      .map(({ model }) => model)
      .join('+')
  })
  return { ...combined, models }
}
