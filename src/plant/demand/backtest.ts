// Backtest: what each forecaster would have said at origins in the past, against what happened.

import { MillraceError } from '../../errors.ts'
import { progressWithin, type WorkOptions } from '../../progress.ts'
import {
  type Accuracy,
  errorSeason,
  scoreSeries,
  type SeriesScores,
  summarise,
} from './accuracy.ts'
import type { DemandEvent } from './event.ts'
import { fitIfPossible, type FittedForecaster, type Forecaster } from './forecaster.ts'
import { type Segment, segmentOf } from './segment.ts'
import { endOf, type Panel, panelWithoutLast } from './series.ts'

/** Histories at one origin, and what followed. */
export interface BacktestWindow {
  readonly histories: Panel
  /** Per series of the histories, shape [horizon]; NaN is missing. */
  readonly actuals: readonly Float64Array[]
}

export interface BacktestOptions extends WorkOptions {
  readonly horizon: number
  readonly seed: number
  /** Paths per series. Default 200. */
  readonly sampleCount?: number
  readonly events?: readonly DemandEvent[]
  /** Probability from which an event counts as forecast. Default 0.5. */
  readonly eventProbability?: number
  /** Season of the naive forecast that scales MASE. Default: that of `errorSeason`. */
  readonly errorSeason?: number | undefined
}

export interface ModelAccuracy {
  readonly model: string
  readonly accuracy: Accuracy
  readonly bySegment: readonly { readonly segment: Segment; readonly accuracy: Accuracy }[]
  readonly fitSeconds: number
  readonly sampleSeconds: number
  /** For `auto`: what it chose. */
  readonly fitted: FittedForecaster
}

/**
 * The last `windows` horizons of each history as tests, the earliest first, one horizon apart.
 * @throws MillraceError `bad-input` where no series is long enough.
 */
export function lastWindows(panel: Panel, horizon: number, windows: number): BacktestWindow[] {
  const longest = Math.max(0, ...panel.series.map(({ values }) => values.length))
  if (longest <= horizon * windows) {
    throw new MillraceError(
      'bad-input',
      `history: too short, expected more than ${horizon * windows} steps for ${windows} windows of ${horizon}, got ${longest}`,
      { hint: 'ask for a shorter horizon or fewer windows' },
    )
  }
  return Array.from({ length: windows }, (_, window) => {
    const histories = panelWithoutLast(panel, horizon * (windows - window))
    const actuals = histories.series.map((history, i) => {
      const whole = panel.series[i]!
      const offset = endOf(history) - whole.start
      const values = new Float64Array(horizon).fill(Number.NaN)
      values.set(whole.values.subarray(Math.max(0, offset), Math.max(0, offset + horizon)))
      return values
    })
    return { histories, actuals }
  })
}

/**
 * One window from a separate file of what followed the histories.
 * @throws MillraceError `bad-input` for a series that has no history.
 */
export function officialWindow(panel: Panel, test: Panel, horizon: number): BacktestWindow {
  const places = new Map(panel.series.map(({ id }, i) => [id, i]))
  const actuals = panel.series.map(() => new Float64Array(horizon).fill(Number.NaN))
  for (const series of test.series) {
    const place = places.get(series.id)
    if (place === undefined) {
      throw new MillraceError(
        'bad-input',
        `test data: unknown series, expected one of the ${panel.series.length} of the history, got ${series.id}`,
      )
    }
    actuals[place]!.set(series.values.subarray(0, horizon))
  }
  return { histories: panel, actuals }
}

/**
 * Fits each forecaster once, on the histories of the first window, and lets it forecast every window.
 * Series without history at an origin, or without a single actual after it, do not count there.
 */
export async function backtest(
  windows: readonly BacktestWindow[],
  forecasters: readonly Forecaster[],
  options: BacktestOptions,
): Promise<ModelAccuracy[]> {
  const results: ModelAccuracy[] = []
  for (const [i, forecaster] of forecasters.entries()) {
    const onProgress = progressWithin(
      options.onProgress,
      i / forecasters.length,
      (i + 1) / forecasters.length,
    )
    const started = performance.now()
    const { horizon, seed, signal } = options
    const fitOptions = { horizon, seed, signal, onProgress }
    const histories = windows[0]!.histories
    // Asked for by itself, a forecaster that cannot be fitted is an error; among others it is left out.
    const fitted =
      forecasters.length === 1
        ? await forecaster.fit(histories, fitOptions)
        : await fitIfPossible(forecaster, histories, fitOptions)
    if (!fitted) continue
    const fitSeconds = (performance.now() - started) / 1000
    results.push(await backtestOne(windows, fitted, fitSeconds, options))
  }
  return results
}

async function backtestOne(
  windows: readonly BacktestWindow[],
  fitted: FittedForecaster,
  fitSeconds: number,
  options: BacktestOptions,
): Promise<ModelAccuracy> {
  const { horizon, seed, signal, sampleCount = 200 } = options
  const { events = [], eventProbability = 0.5 } = options
  const season = options.errorSeason ?? errorSeason(windows[0]!.histories.seasonLength)
  const scores: SeriesScores[] = []
  const kinds: Segment[] = []
  let sampleSeconds = 0
  for (const { histories, actuals } of windows) {
    const before = performance.now()
    const scenarios = await fitted.sample(histories, { horizon, sampleCount, seed, signal })
    sampleSeconds += (performance.now() - before) / 1000
    for (const [i, { values }] of histories.series.entries()) {
      if (values.length === 0 || actuals[i]!.every((value) => Number.isNaN(value))) continue
      scores.push(
        scoreSeries(scenarios, i, values, actuals[i]!, {
          events,
          eventProbability,
          errorSeason: season,
        }),
      )
      kinds.push(segmentOf(values))
    }
  }
  const bySegment = [...new Set(kinds)].map((segment) => ({
    segment,
    accuracy: summarise(
      scores.filter((_, i) => kinds[i] === segment),
      events,
    ),
  }))
  return {
    model: fitted.name,
    accuracy: summarise(scores, events),
    bySegment,
    fitSeconds,
    sampleSeconds,
    fitted,
  }
}
