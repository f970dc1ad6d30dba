// Fits every candidate to the training part of each fold and chooses by what it says of the held-out part.

import { setImmediate } from 'node:timers/promises'
import { type AlignedColumn, takeRows } from '../../data/table/aligned-columns.ts'
import type { Fit, Predictor } from '../../generative/predictors/predictor.ts'
import { openBlend } from '../../generative/predictors/blend.ts'
import { throwIfCancelled } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import { type Candidates, fitNamed, withBlends } from './candidates.ts'
import type { HeldOut } from './held-out.ts'

export interface ChosenPredictor {
  readonly name: string
  readonly fit: Fit
  /** The chosen one as fitted for each fold. */
  readonly byFold: readonly Predictor[]
  /** Of held-out records, in the order of `HeldOut.rows`; before calibration. */
  readonly predictions: Float64Array
  readonly candidates: readonly { readonly name: string; readonly predictions: Float64Array }[]
}

/**
 * @param loss of predictions of all held-out records and their targets; the least wins.
 */
export async function choosePredictor(
  columns: readonly AlignedColumn[],
  target: Float64Array,
  candidates: Candidates,
  { folds, rows }: HeldOut,
  loss: (predictions: Float64Array, target: Float64Array) => number,
  { onProgress, signal }: WorkOptions = {},
): Promise<ChosenPredictor> {
  const truth = Float64Array.from(rows, (row) => target[row]!)
  const single = new Map<string, Float64Array>()
  const fitted = new Map<string, Predictor[]>()
  const steps = candidates.single.size * folds.length
  for (const [name, fit] of candidates.single) {
    const predictors: Predictor[] = []
    const predictions: number[] = []
    for (const fold of folds) {
      throwIfCancelled(signal)
      const done = fitted.size * folds.length + predictors.length
      onProgress?.({ stage: 'compare models', fraction: done / steps, detail: name })
      await setImmediate()
      const predictor = fitAt(fit, columns, target, fold.train)
      predictors.push(predictor)
      predictions.push(...predictor.predict(columns.map((column) => takeRows(column, fold.test))))
    }
    fitted.set(name, predictors)
    single.set(name, Float64Array.from(predictions))
  }
  const all = [...withBlends(candidates, single)].map(([name, predictions]) => ({
    name,
    predictions,
    loss: loss(predictions, truth),
  }))
  const best = all.reduce((a, b) => (b.loss < a.loss ? b : a))
  const parts = candidates.blends.get(best.name)
  return {
    name: best.name,
    fit: fitNamed(candidates, best.name),
    byFold: folds.map((_, i) =>
      parts
        ? openBlend(
            candidates.link,
            parts.map((part) => fitted.get(part)![i]!),
          )
        : fitted.get(best.name)![i]!,
    ),
    predictions: best.predictions,
    candidates: all.toSorted((a, b) => a.loss - b.loss),
  }
}

/** Fitted to the rows at these places. */
export function fitAt(
  fit: Fit,
  columns: readonly AlignedColumn[],
  target: Float64Array,
  rows: Int32Array,
): Predictor {
  const own = columns.map((column) => takeRows(column, rows))
  return fit(
    own,
    Float64Array.from(rows, (row) => target[row]!),
  )
}
