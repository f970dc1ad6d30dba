// Train, evaluate, forecast: from a demand history to scenarios, with the comparison that shows which
// models deserve trust.

import { backtest, lastWindows, type ModelAccuracy } from '../plant/demand/backtest.ts'
import {
  champion,
  isFittedChampion,
  type Champion,
  type SegmentChoice,
} from '../plant/demand/champion.ts'
import type { FittedForecaster, Forecaster } from '../plant/demand/forecaster.ts'
import { baselines, forecasterNamed } from '../plant/demand/forecasters.ts'
import { discounted } from '../plant/demand/statistical/discounted.ts'
import type { ScenarioSet } from '../plant/demand/scenarios.ts'
import { panelWithoutLast, type Panel } from '../plant/demand/series.ts'
import { progressWithin, type WorkOptions } from '../progress.ts'
import { trainCandidates, type Candidates } from './networks.ts'
import type { ModelComparison, Stage, TrainingHistory } from './report/content.ts'
import type { Stopwatch } from './stopwatch.ts'
import { trainingHistoriesOf } from './training-histories.ts'

export interface ForecastSettings {
  /** `auto`, or the name of a forecaster. */
  readonly model: string
  /** Steps that the plan needs. */
  readonly steps: number
  /** Steps over which the models are compared. */
  readonly comparedSteps: number
  readonly scenarioCount: number
  readonly seed: number
  /** Seconds for training networks; those that are not ready by then are left out. */
  readonly budgetSeconds?: number | undefined
}

export interface DemandForecast {
  readonly scenarios: ScenarioSet
  readonly comparison: ModelComparison
  readonly training: readonly TrainingHistory[]
}

/** The forecaster in use as it would have been before the last periods of the history. */
export interface EarlierForecaster {
  readonly fitted: FittedForecaster
  /** Periods at the end of the history that it has not seen. */
  readonly unseenPeriods: number
}

export interface TrainedForecast extends DemandForecast {
  /** Absent where the history is too short to hold anything back. */
  readonly earlier: EarlierForecaster | undefined
}

/** Windows held back at the end of the history to compare the models on. */
const comparedWindows = 2

/**
 * Fits the model that was asked for (for `auto`, the champion) on the whole history, compares all
 * models on its last windows, and samples the futures.
 */
export async function forecastDemand(
  panel: Panel,
  settings: ForecastSettings,
  watch: Stopwatch,
  { onProgress, signal }: WorkOptions = {},
): Promise<TrainedForecast> {
  const { model, steps, comparedSteps, scenarioCount, seed, budgetSeconds } = settings
  const work = (stage: Stage, from: number, to: number): WorkOptions => ({
    signal,
    onProgress: renamed(stage, progressWithin(onProgress, from, to)),
  })
  const held = heldBack(panel, settings)
  const histories = panelWithoutLast(panel, held)
  const candidates = await watch.time('train', async (): Promise<Candidates> => {
    if (model !== 'auto') return { contenders: baselines, compared: baselines, leftOut: [] }
    const whole = { panel, horizon: steps, isCompared: false }
    const earlier = { panel: histories, horizon: comparedSteps, isCompared: true }
    const tasks = held > 0 ? [whole, earlier] : [whole]
    return trainCandidates(tasks, { seed, budgetSeconds, ...work('train', 0, 0.8) })
  })
  const chosen = model === 'auto' ? championForPlans(candidates.contenders) : forecasterNamed(model)
  const fitted = await watch.time('train', () =>
    chosen.fit(panel, { horizon: steps, seed, ...work('train', 0.8, 0.87) }),
  )
  const results = await watch.time('evaluate', () =>
    compare(panel, chosen, candidates.compared, settings, work('evaluate', 0.87, 0.95)),
  )
  const scenarios = await watch.time('forecast', () =>
    fitted.sample(panel, {
      horizon: steps,
      sampleCount: scenarioCount,
      seed,
      ...work('forecast', 0.95, 1),
    }),
  )
  const choices = isFittedChampion(fitted) ? fitted.choices : []
  const earlier = results.find(({ model }) => model === chosen.name)
  return {
    scenarios,
    comparison: comparisonOf(results, choices, scenarios, panel, settings, candidates.leftOut),
    training: trainingHistoriesOf(results.map(({ fitted }) => fitted)),
    earlier: earlier && { fitted: earlier.fitted, unseenPeriods: held },
  }
}

/** Fits again what an earlier run has not kept. */
export async function fitEarlier(
  panel: Panel,
  settings: ForecastSettings,
  options: WorkOptions = {},
): Promise<EarlierForecaster | undefined> {
  const unseenPeriods = heldBack(panel, settings)
  if (unseenPeriods === 0) return undefined
  const histories = panelWithoutLast(panel, unseenPeriods)
  const asked = { ...settings, horizon: settings.comparedSteps }
  return { fitted: await fitForecaster(histories, asked, options), unseenPeriods }
}

/** Fits the model that was asked for on one history: for `auto`, the champion of all that are ready in time. */
export async function fitForecaster(
  panel: Panel,
  {
    model,
    horizon,
    seed,
    budgetSeconds,
  }: Pick<ForecastSettings, 'model' | 'seed' | 'budgetSeconds'> & { readonly horizon: number },
  { onProgress, signal }: WorkOptions = {},
): Promise<FittedForecaster> {
  const part = (from: number, to: number): WorkOptions => ({
    signal,
    onProgress: renamed('train', progressWithin(onProgress, from, to)),
  })
  if (model !== 'auto') {
    return forecasterNamed(model).fit(panel, { horizon, seed, ...part(0, 1) })
  }
  const task = { panel, horizon, isCompared: false }
  const { contenders } = await trainCandidates([task], { seed, budgetSeconds, ...part(0, 0.9) })
  return championForPlans(contenders).fit(panel, { horizon, seed, ...part(0.9, 1) })
}

/** Judged on demand added up from today where that can be, because an order with a lead time has to cover it. */
function championForPlans(contenders: readonly Forecaster[]): Champion {
  return champion([...contenders, discounted], baselines, { judgedOn: 'sums' })
}

/** The candidates and the chosen forecaster on the last windows; none where the history is too short. */
async function compare(
  panel: Panel,
  chosen: Forecaster,
  candidates: readonly Forecaster[],
  settings: ForecastSettings,
  options: WorkOptions,
): Promise<readonly ModelAccuracy[]> {
  const { comparedSteps: horizon, seed } = settings
  const windows = heldBack(panel, settings) / horizon
  if (windows === 0) return []
  const compared = [...candidates.filter((candidate) => candidate !== chosen), chosen]
  return backtest(lastWindows(panel, horizon, windows), compared, { ...options, horizon, seed })
}

/** Periods at the end of the history that no compared model sees: at most a third of it. */
function heldBack(panel: Panel, { comparedSteps }: ForecastSettings): number {
  const longest = Math.max(0, ...panel.series.map(({ values }) => values.length))
  return comparedSteps * Math.min(comparedWindows, Math.floor(longest / 3 / comparedSteps))
}

function comparisonOf(
  results: readonly ModelAccuracy[],
  choices: readonly SegmentChoice[],
  scenarios: ScenarioSet,
  panel: Panel,
  settings: ForecastSettings,
  leftOut: readonly string[],
): ModelComparison {
  const isBaseline = new Set(baselines.map(({ name }) => name))
  const chosen = results.find(({ model }) => model === settings.model)
  const usedBy = scenarios.models.map((names) => names.split('+'))
  return {
    windows: heldBack(panel, settings) / settings.comparedSteps,
    horizon: settings.comparedSteps,
    scores: results.map(({ model, accuracy }) => ({
      model,
      isBaseline: isBaseline.has(model),
      weightedQuantileLoss: accuracy.wql,
      scaledError: accuracy.mase,
      coverage80: accuracy.coverage80,
      chosenFor: usedBy.filter((names) => names.includes(model)).length,
    })),
    segments: choices.map((choice) => ({
      segment: choice.segment,
      seriesCount: choice.series,
      model: choice.members
        .map(({ model, weight }) =>
          weight === 1 ? model : `${model} ${Math.round(100 * weight)}%`,
        )
        .join(' + '),
      weightedQuantileLoss: choice.wql,
      bestBaseline: choice.bestBaseline,
      baselineLoss: choice.baselineWql,
    })),
    calibration: chosen ? calibrationOf(chosen.accuracy.transformShares) : [],
    leftOut,
  }
}

/** Shares of the probability integral transform in equal bins, summed up to the inner edges. */
function calibrationOf(shares: readonly number[]): ModelComparison['calibration'] {
  let observed = 0
  return shares.slice(0, -1).map((share, i) => {
    observed += share
    return { nominal: (i + 1) / shares.length, observed }
  })
}

function renamed(stage: Stage, onProgress: WorkOptions['onProgress']): WorkOptions['onProgress'] {
  if (!onProgress) return undefined
  return (progress) => onProgress({ ...progress, stage, detail: progress.stage })
}
