// Does adding synthetic rows of a rare class to the real ones make a classifier find more of it?

import { type AlignedColumn, joinRows, takeRows } from '../../data/table/aligned-columns.ts'
import { boostedTreesClassifier } from '../predictors/boosted-trees.ts'
import { averagePrecision, recallAtPrecision, thresholdScores } from './classification-scores.ts'
import type { Fit } from '../predictors/predictor.ts'
import { predictionOf, type Target } from './target.ts'
import { labelled } from './utility.ts'

export interface RareClassScores {
  readonly precision: number
  readonly recall: number
  readonly averagePrecision: number
  /** The most recall at no less precision than the classifier without additions has. */
  readonly recallAtEqualPrecision: number
}

export interface Augmentation {
  readonly positive: string
  readonly addedRows: number
  readonly without: RareClassScores
  readonly with: RareClassScores
}

/**
 * Fits one classifier to the real rows and one to them and the synthetic positives, up to as many as
 * there are other rows, and scores both on the test rows. Null where the target is a number.
 */
export function augmentation(
  real: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
  test: readonly AlignedColumn[],
  target: Target,
  fit: Fit = boostedTreesClassifier(),
): Augmentation | null {
  const prediction = predictionOf(real, target)
  if (prediction.positive === null) return null
  const learn = labelled(real, prediction)
  const judge = labelled(test, prediction)
  const candidates = labelled(synthetic, prediction)
  const positives = learn.values.reduce((sum, value) => sum + value, 0)
  const wanted = learn.values.length - 2 * positives
  const added = Int32Array.from(candidates.values, (_, row) => row)
    .filter((row) => candidates.values[row] === 1)
    .slice(0, Math.max(0, wanted))
  const augmented = joinRows(
    learn.features,
    candidates.features.map((column) => takeRows(column, added)),
  )
  const classes = new Float64Array(learn.values.length + added.length).fill(1)
  classes.set(learn.values)
  const before = fit(learn.features, learn.values).predict(judge.features)
  const after = fit(augmented, classes).predict(judge.features)
  return {
    positive: prediction.positive,
    addedRows: added.length,
    ...compareRareClass(before, after, judge.values),
  }
}

/** Scores of two classifiers of the same rows; the first sets the precision. */
export function compareRareClass(
  before: Float64Array,
  after: Float64Array,
  classes: Float64Array,
): Pick<Augmentation, 'without' | 'with'> {
  const { precision: required } = thresholdScores(before, classes)
  const scoresOf = (scores: Float64Array): RareClassScores => {
    const { precision, recall } = thresholdScores(scores, classes)
    return {
      precision,
      recall,
      averagePrecision: averagePrecision(scores, classes),
      recallAtEqualPrecision: recallAtPrecision(scores, classes, required),
    }
  }
  return { without: scoresOf(before), with: scoresOf(after) }
}
