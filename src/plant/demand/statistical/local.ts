// A local forecaster looks at one series at a time. This file turns a method for one history into a
// `Forecaster` of panels: gaps, items without history, the domain of the numbers, progress.

import { createPause } from '../../../progress.ts'
import { createRandom, type Random } from '../../../random.ts'
import { likeItemsSampler } from '../cold-start/like-items.ts'
import {
  emptyScenarios,
  type FittedForecaster,
  type FitOptions,
  type Forecaster,
} from '../forecaster.ts'
import { type Domain, domainOf, type Panel, type Series } from '../series.ts'
import { fillGaps } from './gaps.ts'
import {
  applyEffects,
  fitKnownEffects,
  type KnownEffects,
  withoutEffects,
} from './known-effects.ts'

/** One history as a method sees it. */
export interface History {
  readonly id: string
  /** At least one value, none missing. */
  readonly values: Float64Array
  readonly seasonLength: number
  readonly domain: Domain
}

export interface LocalMethod<Parameters, Pool> {
  readonly name: string
  /** What is learnt from one history: smoothing parameters, a window length. */
  fit(history: History, options: FitOptions): Parameters
  /** What is learnt from all of them: shared hyper-parameters, a bank of residuals. */
  pool(histories: readonly History[], parameters: readonly Parameters[], options: FitOptions): Pool
  /** Fills `paths`, shape [sampleCount, horizon], with joint paths. */
  sample(
    history: History,
    parameters: Parameters,
    pool: Pool,
    horizon: number,
    random: Random,
    paths: Float64Array,
  ): void
}

/**
 * The forecaster of panels that applies the method to each series, without what covariates known in
 * advance have done to it.
 */
export function localForecaster<Parameters, Pool>(
  method: LocalMethod<Parameters, Pool>,
): Forecaster {
  return {
    name: method.name,
    async fit(panel, options) {
      const effects = fitKnownEffects(panel)
      const histories = historiesOf(panel, effects).filter((history) => history !== undefined)
      const parameters = new Map<string, Parameters>()
      const pause = createPause(options)
      for (const [i, history] of histories.entries()) {
        await pause(`fit ${method.name}`, i / histories.length)
        parameters.set(history.id, method.fit(history, options))
      }
      const pool = method.pool(histories, [...parameters.values()], options)
      return fittedLocal(method, parameters, pool, effects, options)
    },
  }
}

function fittedLocal<Parameters, Pool>(
  method: LocalMethod<Parameters, Pool>,
  parametersById: ReadonlyMap<string, Parameters>,
  pool: Pool,
  effects: KnownEffects | undefined,
  fitOptions: FitOptions,
): FittedForecaster {
  return {
    name: method.name,
    async sample(panel, options) {
      const { horizon, sampleCount, seed } = options
      const pause = createPause(options)
      const random = createRandom(seed)
      const scenarios = emptyScenarios(panel, method.name, options)
      const size = sampleCount * horizon
      const fillNew = likeItemsSampler(panel, effects)
      for (const [i, history] of historiesOf(panel, effects).entries()) {
        await pause(`sample ${method.name}`, i / panel.series.length)
        const paths = scenarios.values.subarray(i * size, (i + 1) * size)
        const own = random.split(method.name, panel.series[i]!.id)
        if (history === undefined) {
          fillNew(i, horizon, own, paths)
          continue
        }
        const parameters = parametersById.get(history.id) ?? method.fit(history, fitOptions)
        method.sample(history, parameters, pool, horizon, own, paths)
        if (effects) applyEffects(panel.series[i]!, effects, horizon, paths)
        fitDomain(paths, history.domain)
      }
      return scenarios
    },
  }
}

/** Per series its history without gaps and effects, or undefined where it has no value at all. */
export function historiesOf(panel: Panel, effects?: KnownEffects): (History | undefined)[] {
  return panel.series.map((series) => historyOf(series, panel.seasonLength, effects))
}

function historyOf(
  series: Series,
  seasonLength: number,
  effects: KnownEffects | undefined,
): History | undefined {
  const { id, values } = series
  const filled = fillGaps(effects ? withoutEffects(series, effects).values : values, seasonLength)
  return filled.length === 0
    ? undefined
    : { id, values: filled, seasonLength, domain: domainOf(values) }
}

/** Makes sampled numbers of the same kind as the history: not below zero, whole. In place. */
export function fitDomain(paths: Float64Array, { isNonNegative, isInteger }: Domain): void {
  if (isNonNegative) {
    for (let i = 0; i < paths.length; i++) if (paths[i]! < 0) paths[i] = 0
  }
  if (isInteger) {
    for (let i = 0; i < paths.length; i++) paths[i] = Math.round(paths[i]!)
  }
}
