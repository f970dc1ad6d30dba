// Can a classifier tell real rows from synthetic ones? Definition of SDMetrics (LogisticDetection);
// Lopez-Paz & Oquab 2017 (arXiv:1610.06545) for classifier two-sample tests.

import type { Random } from '../../random.ts'
import {
  type AlignedColumn,
  joinRows,
  lengthOf,
  takeRows,
} from '../../data/table/aligned-columns.ts'
import { areaUnderRoc } from './classification-scores.ts'
import type { Fit } from '../predictors/predictor.ts'
import { mean } from '../../statistics/moments.ts'
import { groupedFolds, sampleRows, stratifiedFolds } from './folds.ts'

export interface Detection {
  /** 1 - mean over folds of 2 max(0.5, AUC) - 1: 1 is indistinguishable, 0 told apart at sight. */
  readonly score: number
  /** Mean area under the ROC curve over the folds. */
  readonly areaUnderRoc: number
  readonly rowsOfEach: number
}

export interface DetectionOptions {
  readonly folds?: number
  /** Rows of each table that are used, drawn at random. */
  readonly maximumRows?: number
  /** What rows belong to, of real and synthetic ones: rows of one group are all in one fold. */
  readonly groups?: readonly [real: Uint32Array, synthetic: Uint32Array]
}

export function detection(
  real: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
  fit: Fit,
  random: Random,
  { folds = 3, maximumRows = 10_000, groups }: DetectionOptions = {},
): Detection {
  const realRows = lengthOf(real[0]!)
  const syntheticRows = lengthOf(synthetic[0]!)
  // As many of each, so that no class is the likelier one.
  const rows = Math.min(realRows, syntheticRows, maximumRows)
  const a = sampleRows(realRows, rows, random.split('real'))
  const b = sampleRows(syntheticRows, rows, random.split('synthetic'))
  const joined = joinRows(
    real.map((column) => takeRows(column, a)),
    synthetic.map((column) => takeRows(column, b)),
  )
  const isReal = Float64Array.from({ length: 2 * rows }, (_, row) => (row < rows ? 1 : 0))
  const owners = groups && [
    ...Array.from(a, (row) => `real ${groups[0][row]}`),
    ...Array.from(b, (row) => `synthetic ${groups[1][row]}`),
  ]
  const parts = owners
    ? groupedFolds(owners, folds, random.split('folds'))
    : stratifiedFolds(isReal, folds, random.split('folds'))
  const areas = parts.map(({ train, test }) => {
    const select = (chosen: Int32Array): AlignedColumn[] =>
      joined.map((column) => takeRows(column, chosen))
    const classesOf = (chosen: Int32Array): Float64Array =>
      Float64Array.from(chosen, (row) => isReal[row]!)
    const predictor = fit(select(train), classesOf(train))
    return areaUnderRoc(predictor.predict(select(test)), classesOf(test))
  })
  return {
    score: 1 - mean(areas.map((area) => 2 * Math.max(0.5, area) - 1)),
    areaUnderRoc: mean(areas),
    rowsOfEach: rows,
  }
}
