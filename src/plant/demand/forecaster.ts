// What every demand forecaster is, statistical or generative: fitted on a panel, it samples joint paths.

import { MillraceError } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import type { ScenarioSet } from './scenarios.ts'
import { type Panel, stepLabels } from './series.ts'

export interface FitOptions extends WorkOptions {
  /** The longest horizon that will be asked for. */
  readonly horizon: number
  readonly seed: number
}

export interface SampleOptions extends WorkOptions {
  readonly horizon: number
  readonly sampleCount: number
  readonly seed: number
}

export interface Forecaster {
  /** As in `--model` and in reports: `ets`, `tsb`, `vae`. */
  readonly name: string
  /**
   * Learns what does not change from origin to origin: weights, smoothing parameters, window lengths.
   * Throws `unsupported` where the panel holds too little to learn from.
   */
  fit(panel: Panel, options: FitOptions): Promise<FittedForecaster>
}

export interface FittedForecaster {
  readonly name: string
  /**
   * Joint sample paths of the steps after each history.
   *
   * The panel may hold later histories than the one of `fit` (a later origin) and other series: what
   * was learnt is found by series id, and a series that was not there gets what was learnt from all.
   * Known covariates reach over the horizon where they were given; NaN is unknown.
   */
  sample(panel: Panel, options: SampleOptions): Promise<ScenarioSet>
}

/** Fits, or gives undefined where the panel holds too little for this forecaster. */
export async function fitIfPossible(
  forecaster: Forecaster,
  panel: Panel,
  options: FitOptions,
): Promise<FittedForecaster | undefined> {
  try {
    return await forecaster.fit(panel, options)
  } catch (error) {
    if (error instanceof MillraceError && error.code === 'unsupported') return undefined
    throw error
  }
}

/**
 * An empty scenario set of the right size, to be filled: values of shape
 * [series, sampleCount, horizon], row-major.
 */
export function emptyScenarios(
  panel: Panel,
  model: string,
  { horizon, sampleCount, seed }: SampleOptions,
): ScenarioSet {
  return {
    ids: panel.series.map(({ id }) => id),
    steps: stepLabels(panel, horizon),
    sampleCount,
    values: new Float64Array(panel.series.length * sampleCount * horizon),
    models: panel.series.map(() => model),
    seed,
  }
}
