// Logistic regression and, for a target that is a number, ridge regression, on standardised numbers
// and levels. Penalty and its strength are those that scikit-learn has by default.

import type { AlignedColumn } from '../../data/table/aligned-columns.ts'
import { minimise } from './limited-memory-bfgs.ts'
import { type LinearFeatures, linearFeatures, linearRules } from './linear-features.ts'
import { linked, sigmoid } from './link.ts'
import type { Fit, LinearState, Predictor } from './predictor.ts'

export interface LinearOptions {
  /** Strength of the penalty |w|^2 / 2 (the intercept is free); 1 is scikit-learn's C = 1. */
  readonly penalty?: number
}

/** Minimises sum log(1 + exp(-y (w x + b))) + penalty |w|^2 / 2 over y of -1 and 1. */
export function logisticRegression({ penalty = 1 }: LinearOptions = {}): Fit {
  return (columns, target) =>
    fitLinear(columns, { link: 'sigmoid', centre: 0, unit: 1 }, penalty, (score, row) => {
      const y = target[row]!
      // log(1 + exp(score)) without overflow.
      const loss = Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - y * score
      return [loss, sigmoid(score) - y]
    })
}

/** Minimises sum (y - w x - b)^2 / 2 + penalty |w|^2 / 2, y standardised. */
export function ridgeRegression({ penalty = 1 }: LinearOptions = {}): Fit {
  return (columns, target) => {
    const count = Math.max(1, target.length)
    const centre = target.reduce((sum, y) => sum + y, 0) / count
    const scale = Math.sqrt(target.reduce((sum, y) => sum + (y - centre) ** 2, 0) / count)
    const unit = scale > 0 ? scale : 1
    return fitLinear(columns, { link: 'identity', centre, unit }, penalty, (score, row) => {
      const error = score - (target[row]! - centre) / unit
      return [(error * error) / 2, error]
    })
  }
}

/** The loss of a row at its score, and its slope. */
type LossOf = (score: number, row: number) => readonly [loss: number, slope: number]

function fitLinear(
  columns: readonly AlignedColumn[],
  output: Pick<LinearState, 'link' | 'centre' | 'unit'>,
  penalty: number,
  lossOf: LossOf,
): Predictor {
  const rules = linearRules(columns)
  const features = linearFeatures(rules, columns)
  const weights = minimise(
    linearObjective(features, penalty, lossOf),
    new Float64Array(features.weightCount + 1),
    { tolerance: 1e-4 * Math.max(1, features.rowCount / 100) },
  )
  return openLinear({ kind: 'linear', rules, weights: [...weights], ...output })
}

export function openLinear(state: LinearState): Predictor {
  const { rules, centre, unit } = state
  const weights = Float64Array.from(state.weights)
  const link = linked(state.link)
  return {
    state,
    predict: (columns) =>
      scores(linearFeatures(rules, columns), weights).map((z) => centre + unit * link(z)),
  }
}

function linearObjective(
  features: LinearFeatures,
  penalty: number,
  lossOf: LossOf,
): (weights: Float64Array, gradient: Float64Array) => number {
  const { rowCount, dense, denseCount, switches, slotCount, weightCount } = features
  return (weights, gradient) => {
    const z = scores(features, weights)
    gradient.fill(0)
    let value = 0
    for (let row = 0; row < rowCount; row++) {
      const [loss, slope] = lossOf(z[row]!, row)
      value += loss
      gradient[weightCount]! += slope
      for (let i = 0; i < denseCount; i++) gradient[i]! += slope * dense[row * denseCount + i]!
      for (let i = 0; i < slotCount; i++) {
        const index = switches[row * slotCount + i]!
        if (index >= 0) gradient[index]! += slope
      }
    }
    for (let i = 0; i < weightCount; i++) {
      value += (penalty * weights[i]! ** 2) / 2
      gradient[i]! += penalty * weights[i]!
    }
    return value
  }
}

/** w x + b per row; the intercept is the last weight. */
function scores(features: LinearFeatures, weights: Float64Array): Float64Array {
  const { rowCount, dense, denseCount, switches, slotCount, weightCount } = features
  const result = new Float64Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    let score = weights[weightCount]!
    for (let i = 0; i < denseCount; i++) score += weights[i]! * dense[row * denseCount + i]!
    for (let i = 0; i < slotCount; i++) {
      const index = switches[row * slotCount + i]!
      if (index >= 0) score += weights[index]!
    }
    result[row] = score
  }
  return result
}
