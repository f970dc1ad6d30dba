// Train on synthetic, test on real, against train on real: Esteban, Hyland & Raetsch 2017
// (arXiv:1706.02633).

import { type AlignedColumn, takeRows } from '../../data/table/aligned-columns.ts'
import { boostedTreesClassifier, boostedTreesRegression } from '../predictors/boosted-trees.ts'
import {
  areaUnderRoc,
  averagePrecision,
  explainedVariance,
  thresholdScores,
} from './classification-scores.ts'
import type { Fit } from '../predictors/predictor.ts'
import { logisticRegression, ridgeRegression } from '../predictors/logistic-regression.ts'
import { predictionOf, type Prediction, type Target } from './target.ts'

export interface ClassificationScores {
  readonly accuracy: number
  readonly f1: number
  readonly areaUnderRoc: number
  readonly averagePrecision: number
}

export interface RegressionScores {
  /** 1 - residual / total sum of squares, of real rows that no model saw. */
  readonly r2: number
}

export type ModelKind = 'linear' | 'trees'

export type UtilityScores = {
  readonly [K in ModelKind]: ClassificationScores | RegressionScores
}

const fits = {
  classification: { linear: logisticRegression(), trees: boostedTreesClassifier() },
  regression: { linear: ridgeRegression(), trees: boostedTreesRegression() },
} as const satisfies Record<Prediction['task'], Record<ModelKind, Fit>>

/**
 * Scores, on the test rows, of models that learnt the target from the training rows. `reference`
 * holds the real rows that say what the rarest level is. Rows without a target are left out.
 */
export function utility(
  reference: readonly AlignedColumn[],
  train: readonly AlignedColumn[],
  test: readonly AlignedColumn[],
  target: Target,
): UtilityScores {
  const prediction = predictionOf(reference, target)
  const learn = labelled(train, prediction)
  const judge = labelled(test, prediction)
  const scoresOf = (kind: ModelKind): ClassificationScores | RegressionScores => {
    const model = fits[prediction.task][kind](learn.features, learn.values)
    const predicted = model.predict(judge.features)
    if (prediction.task === 'regression') return { r2: explainedVariance(predicted, judge.values) }
    const { accuracy, f1 } = thresholdScores(predicted, judge.values)
    return {
      accuracy,
      f1,
      areaUnderRoc: areaUnderRoc(predicted, judge.values),
      averagePrecision: averagePrecision(predicted, judge.values),
    }
  }
  return { linear: scoresOf('linear'), trees: scoresOf('trees') }
}

export interface LabelledRows {
  readonly features: readonly AlignedColumn[]
  readonly values: Float64Array
}

/** Features and values of the rows that have a value. */
export function labelled(columns: readonly AlignedColumn[], prediction: Prediction): LabelledRows {
  const values = prediction.valuesOf(columns)
  const rows = Int32Array.from(values, (_, row) => row).filter((row) => !Number.isNaN(values[row]))
  return {
    features: prediction.featuresOf(columns).map((column) => takeRows(column, rows)),
    values: Float64Array.from(rows, (row) => values[row]!),
  }
}
