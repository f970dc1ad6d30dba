// The baseline: boosted trees, not tuned, on means of every standardised sensor over the newest 30 cycles
// and an exponentially weighted one; trained on min(remaining life, 125).

import { boostedTreesRegression } from '../../src/generative/predictors/boosted-trees.ts'
import type { FleetHistories, MachineHistory } from '../../src/plant/maintenance/histories.ts'
import {
  fitConditions,
  movingChannels,
  standardised,
} from '../../src/plant/maintenance/sensor-life/operating-conditions.ts'

const meanRows = 30
const weight = 0.1

/** Of every test engine, its remaining life after its last cycle. */
export function boostedLives(train: FleetHistories, test: FleetHistories, cap: number): number[] {
  const conditions = fitConditions(train)
  const used = movingChannels(conditions)
  const features = (history: MachineHistory): Float64Array[] =>
    featuresOf(standardised(conditions, history, used).values, used.length)
  const rows = train.histories.flatMap(features)
  const target = Float64Array.from(
    train.histories.flatMap(({ cycles, endCycle }) =>
      Array.from(cycles, (cycle) => Math.min(cap, endCycle - cycle)),
    ),
  )
  const { predict } = boostedTreesRegression()(columnsOf(rows), target)
  return [...predict(columnsOf(test.histories.map((history) => features(history).at(-1)!)))]
}

/** One row of features per cycle. */
function featuresOf(values: Float64Array, width: number): Float64Array[] {
  const smooth = new Float64Array(width)
  return Array.from({ length: values.length / width }, (_, row) => {
    const first = Math.max(0, row - meanRows + 1)
    const features = new Float64Array(2 * width)
    for (let channel = 0; channel < width; channel++) {
      const value = values[row * width + channel]!
      smooth[channel] = row === 0 ? value : (1 - weight) * smooth[channel]! + weight * value
      let sum = 0
      for (let at = first; at <= row; at++) sum += values[at * width + channel]!
      features[channel] = sum / (row - first + 1)
      features[width + channel] = smooth[channel]!
    }
    return features
  })
}

function columnsOf(
  rows: readonly Float64Array[],
): Parameters<ReturnType<typeof boostedTreesRegression>>[0] {
  return Array.from({ length: rows[0]!.length }, (_, column) => ({
    kind: 'number' as const,
    name: `f${column}`,
    isTime: false,
    values: Float64Array.from(rows, (row) => row[column]!),
  }))
}
