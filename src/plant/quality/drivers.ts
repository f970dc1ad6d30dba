// What drives the outcome: how much worse held-out records are predicted when a column is permuted
// (Breiman 2001; Fisher, Rudin & Dominici 2019), and what is predicted of records drawn with a value.

import { type AlignedColumn, takeRows } from '../../data/table/aligned-columns.ts'
import type { Fold } from '../../generative/evaluation/folds.ts'
import type { Predictor } from '../../generative/predictors/predictor.ts'
import { createPause, type WorkOptions } from '../../progress.ts'
import type { Random } from '../../random.ts'
import { mean } from '../../statistics/moments.ts'
import { drawnGiven } from './familiarity.ts'
import { alignRecords } from './feature-columns.ts'
import { z90 } from './failure-scores.ts'
import type { QualityModel } from './quality-model.ts'
import type { Feature } from './quality-records.ts'
import type { Driver, Interval, WhatIf } from './result.ts'

export interface Importance {
  readonly feature: Feature
  readonly place: number
  readonly importance: Interval
}

/**
 * @param lossOf of one prediction and what is true.
 * @returns the strongest first.
 */
export async function permutationImportance(
  features: readonly Feature[],
  columns: readonly AlignedColumn[],
  target: Float64Array,
  folds: readonly Fold[],
  predictors: readonly Predictor[],
  lossOf: (prediction: number, target: number) => number,
  random: Random,
  work: WorkOptions = {},
): Promise<Importance[]> {
  const pause = createPause(work)
  const tests = folds.map(({ test }, fold) => {
    const own = columns.map((column) => takeRows(column, test))
    const truth = Float64Array.from(test, (row) => target[row]!)
    const losses = predictors[fold]!.predict(own).map((p, row) => lossOf(p, truth[row]!))
    return { own, truth, losses, predictor: predictors[fold]! }
  })
  // Repeating says more of a column where there are few of them, and takes too long where there are many.
  const repeats = features.length <= 40 ? 3 : 1
  const importances: Importance[] = []
  for (const [place, feature] of features.entries()) {
    const rises: number[] = []
    for (const [fold, { own, truth, losses, predictor }] of tests.entries()) {
      const total = new Float64Array(truth.length)
      for (let turn = 0; turn < repeats; turn++) {
        await pause('rank what drives it', place / features.length)
        const order = Int32Array.from(truth, (_, row) => row)
        random.split(feature.name, fold, turn).shuffle(order)
        const permuted = own.map((column, i) => (i === place ? takeRows(column, order) : column))
        predictor.predict(permuted).forEach((p, row) => {
          total[row]! += (lossOf(p, truth[row]!) - losses[row]!) / repeats
        })
      }
      for (const rise of total) rises.push(rise)
    }
    importances.push({ feature, place, importance: meanWithInterval(rises) })
  }
  return importances.toSorted((a, b) => b.importance.estimate - a.importance.estimate)
}

/** The mean and its 90% interval, the values being independent. */
export function meanWithInterval(values: readonly number[]): Interval {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
  const half = z90 * Math.sqrt(variance / count)
  return { estimate: mean, lower: mean - half, upper: mean + half }
}

const whatIfCount = 9
const mostLevels = 12

/** Records drawn for each value that is tried. */
const drawnRecords = 40

/**
 * The strongest drivers with what is predicted at their values: of records that the generative model draws given
 * the value, by the model in use, which tells failures better.
 */
export async function driversOf(
  importances: readonly Importance[],
  columns: readonly AlignedColumn[],
  model: Pick<QualityModel, 'state' | 'region' | 'failure'>,
  most = 12,
): Promise<Driver[]> {
  const { region, state } = model
  const drivers: Driver[] = []
  for (const { feature, place, importance } of importances.slice(0, most)) {
    const isModelled = region.columns.includes(feature.name)
    const whatIfs: WhatIf[] = []
    const trials = isModelled ? valuesToTry(columns[place]!) : []
    if (trials.length > 0) {
      const values = trials.flatMap((trial) => trial.values)
      const seed = `what if ${feature.name}`
      const drawn = await drawnGiven(region, columns, feature.name, values, drawnRecords, seed)
      const failure = await model.failure(alignRecords(drawn, state.features).columns)
      let from = 0
      for (const { label, values } of trials) {
        const own = failure.subarray(from, (from += values.length * drawnRecords))
        whatIfs.push({ value: label, failureProbability: mean(own) })
      }
    }
    drivers.push({ column: feature.name, isSetting: feature.isSetting, importance, whatIfs })
  }
  return drivers
}

interface Trial {
  readonly label: number | string
  readonly values: readonly (number | string)[]
}

/** Bands of numbers that occurred, each by a few of its values and named by the middle one, or the most frequent levels. */
function valuesToTry(column: AlignedColumn): Trial[] {
  if (column.kind === 'number') {
    const sorted = column.values.filter((value) => !Number.isNaN(value)).sort()
    const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!
    const bands = Array.from({ length: whatIfCount }, (_, i): Trial => {
      const within = (place: number): number => at((i + place) / whatIfCount)
      return { label: within(0.5), values: [0.1, 0.3, 0.5, 0.7, 0.9].map(within) }
    })
    return bands.filter(({ label }, i) => label !== bands[i - 1]?.label)
  }
  const counts = column.levels.map((level, code) => ({
    level,
    count: column.codes.reduce((sum, own) => sum + +(own === code), 0),
  }))
  return counts
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostLevels)
    .map(({ level }) => ({ label: level, values: [level] }))
}
