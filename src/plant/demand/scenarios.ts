// A scenario set: joint sample paths of demand, with the seed and the model that made them.

export interface ScenarioSet {
  /** Series identifiers, one per path bundle, in the order of `values`. */
  readonly ids: readonly string[]
  /** Labels of the steps, continuing the history (ISO dates or integer positions as text). */
  readonly steps: readonly string[]
  readonly sampleCount: number
  /** Demand in units per step, shape [ids, sampleCount, steps], row-major. */
  readonly values: Float64Array
  /** Name of the model behind each series. */
  readonly models: readonly string[]
  readonly seed: number
}

/** The path of one series in one sample, shape [steps]; a view, not a copy. */
export function pathOf(scenarios: ScenarioSet, series: number, sample: number): Float64Array {
  const horizon = scenarios.steps.length
  const start = (series * scenarios.sampleCount + sample) * horizon
  return scenarios.values.subarray(start, start + horizon)
}
