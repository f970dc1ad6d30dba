// What is asked of a model of one column given the others: to judge data by, or to predict with.

import type { AlignedColumn } from '../../data/table/aligned-columns.ts'

/** Fitted: gives one number per row, the probability of the positive class or the value itself. */
export interface Predictor {
  predict(columns: readonly AlignedColumn[]): Float64Array
}

/**
 * Fits to features and one target per row: 0 or 1 for a classifier, any number for a regression.
 * Columns of later predictions must be aligned with these.
 */
export type Fit = (columns: readonly AlignedColumn[], target: Float64Array) => Predictor
