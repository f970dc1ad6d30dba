// What is asked of a model of one column given the others: to judge data by, or to predict with.

import type { AlignedColumn } from '../../data/table/aligned-columns.ts'
import type { BinRule } from './binned-features.ts'
import type { Tree } from './histogram-tree.ts'
import type { LinearRule } from './linear-features.ts'
import type { Link } from './link.ts'

/** Fitted: gives one number per row, the probability of the positive class or the value itself. */
export interface Predictor {
  predict(columns: readonly AlignedColumn[]): Float64Array
  /** What it has learnt; `openPredictor` makes a predictor of it again. */
  readonly state: PredictorState
}

/**
 * Fits to features and one target per row: 0 or 1 for a classifier, any number for a regression.
 * Columns of later predictions must be aligned with these.
 */
export type Fit = (columns: readonly AlignedColumn[], target: Float64Array) => Predictor

/** Plain data, for a file. */
export type PredictorState = TreesState | LinearState | PairsState | SurfaceState | BlendState

/** link(start + rate * sum of the trees' values). */
export interface TreesState {
  readonly kind: 'trees'
  readonly rules: readonly BinRule[]
  readonly start: number
  readonly rate: number
  readonly link: Link
  /** By which the odds of what comes out are multiplied; 1 where it is not said. */
  readonly oddsFactor?: number
  readonly trees: readonly Tree[]
}

/** centre + unit * link(w x + b); the intercept is the last weight. */
export interface LinearState {
  readonly kind: 'linear'
  readonly rules: readonly LinearRule[]
  readonly weights: readonly number[]
  readonly link: Link
  readonly centre: number
  readonly unit: number
}

/** A predictor of columns and of what every two numbers among them say together. */
export interface PairsState {
  readonly kind: 'pairs'
  readonly inner: PredictorState
}

/** A predictor of columns and of the squares and products of the numbers among them, about their centres. */
export interface SurfaceState {
  readonly kind: 'surface'
  readonly centres: readonly number[]
  readonly inner: PredictorState
}

/** The mean of several, of log odds where the link is `sigmoid`. */
export interface BlendState {
  readonly kind: 'blend'
  readonly link: Link
  readonly parts: readonly PredictorState[]
}
