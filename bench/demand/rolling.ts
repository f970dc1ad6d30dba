// The protocol of the spare-parts reference: one step ahead from each origin after the training part.

import type { Forecaster } from '../../src/plant/demand/forecaster.ts'
import { type Panel, panelBefore } from '../../src/plant/demand/series.ts'

const sampleCount = 500

/** Mean over items of sqrt(mean squared error / mean training demand), errors of the mean. */
export async function rollingScaledErrors(
  panel: Panel,
  forecaster: Forecaster,
  trainSteps: number,
): Promise<{ items: number; rmsse: number }> {
  // Returns count as no demand, as in the reference.
  const series = panel.series
    .map((one) => ({ ...one, values: one.values.map((value) => Math.max(0, value)) }))
    .filter(({ values }) => values.subarray(0, trainSteps).filter((value) => value > 0).length >= 2)
  const items = { ...panel, series }
  const steps = series[0]!.values.length
  const fitted = await forecaster.fit(panelBefore(items, trainSteps), { horizon: 1, seed: 1 })
  const squares = new Float64Array(series.length)
  for (let origin = trainSteps; origin < steps; origin++) {
    const options = { horizon: 1, sampleCount, seed: origin }
    const { values } = await fitted.sample(panelBefore(items, origin), options)
    for (const [i, one] of series.entries()) {
      let mean = 0
      for (let k = 0; k < sampleCount; k++) mean += values[i * sampleCount + k]! / sampleCount
      squares[i]! += (one.values[origin]! - mean) ** 2
    }
  }
  let sum = 0
  for (const [i, { values }] of series.entries()) {
    const demand = values.subarray(0, trainSteps).reduce((total, value) => total + value, 0)
    sum += Math.sqrt(squares[i]! / (steps - trainSteps) / (demand / trainSteps))
  }
  return { items: series.length, rmsse: sum / series.length }
}
