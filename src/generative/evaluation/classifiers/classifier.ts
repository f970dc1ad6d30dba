// What the evaluation asks of a model that it fits to judge data by.

import type { AlignedColumn } from '../aligned-columns.ts'

/** Fitted: gives one number per row, the probability of the positive class or the value itself. */
export interface Predictor {
  predict(columns: readonly AlignedColumn[]): Float64Array
}

/**
 * Fits to features and one target per row: 0 or 1 for a classifier, any number for a regression.
 * Columns of later predictions must be aligned with these.
 */
export type Fit = (columns: readonly AlignedColumn[], target: Float64Array) => Predictor
