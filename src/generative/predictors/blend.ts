// Several predictors as one: the mean of their log odds, or of their values.

import { logOdds, type Link, sigmoid } from './link.ts'
import type { Predictor } from './predictor.ts'

/** Probabilities are kept this far from 0 and 1, so that no part outvotes the others for good. */
const margin = 1e-3

export function openBlend(link: Link, parts: readonly Predictor[]): Predictor {
  return {
    state: { kind: 'blend', link, parts: parts.map(({ state }) => state) },
    predict: (columns) =>
      blended(
        link,
        parts.map((part) => part.predict(columns)),
      ),
  }
}

/** What a blend of these predictions says, one per row. */
export function blended(link: Link, predictions: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(predictions[0]?.length ?? 0)
  for (const own of predictions) {
    own.forEach((value, row) => {
      sums[row]! += link === 'sigmoid' ? logOdds(value, margin) : value
    })
  }
  return sums.map((sum) => {
    const mean = sum / predictions.length
    return link === 'sigmoid' ? sigmoid(mean) : mean
  })
}
