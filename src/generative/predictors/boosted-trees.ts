// Gradient boosting of histogram trees (Friedman 2001, doi:10.1214/aos/1013203451). The defaults are
// those of scikit-learn's HistGradientBoosting, so that figures can be compared.

import { binned, binRules } from './binned-features.ts'
import { addPredictions, countBins, growTree, type Tree } from './histogram-tree.ts'
import { type Link, sigmoid } from './link.ts'
import type { Fit, Predictor } from './predictor.ts'
import { openTrees } from './tree-ensemble.ts'

export interface BoostingOptions {
  readonly trees?: number
  readonly rate?: number
  readonly maximumLeaves?: number
  readonly minimumLeafRows?: number
  readonly penalty?: number
  /** Bins of a column at most, with the one for missing values; fewer are quicker. */
  readonly bins?: number
}

/** Log loss; predicts probabilities. */
export function boostedTreesClassifier(options: BoostingOptions = {}): Fit {
  return (columns, target) => {
    const share = target.reduce((sum, y) => sum + y, 0) / Math.max(1, target.length)
    // One class alone has no finite log odds.
    const odds = Math.min(Math.max(share, 1e-6), 1 - 1e-6)
    return boost(columns, target, Math.log(odds / (1 - odds)), options, 'sigmoid', (score, y) => {
      const p = sigmoid(score)
      return [p - y, p * (1 - p)]
    })
  }
}

/** Squared error; predicts values. */
export function boostedTreesRegression(options: BoostingOptions = {}): Fit {
  return (columns, target) => {
    const mean = target.reduce((sum, y) => sum + y, 0) / Math.max(1, target.length)
    return boost(columns, target, mean, options, 'identity', (score, y) => [score - y, 1])
  }
}

function boost(
  columns: Parameters<Fit>[0],
  target: Float64Array,
  start: number,
  {
    trees: treeCount = 100,
    rate = 0.1,
    maximumLeaves = 31,
    minimumLeafRows = 20,
    penalty = 0,
    bins,
  }: BoostingOptions,
  link: Link,
  derivatives: (score: number, y: number) => readonly [gradient: number, curvature: number],
): Predictor {
  const rules = binRules(columns, target, bins)
  const features = binned(rules, columns)
  const counted = countBins(features)
  const scores = new Float64Array(target.length).fill(start)
  const gradients = new Float64Array(target.length)
  const curvatures = new Float64Array(target.length)
  const trees: Tree[] = []
  for (let i = 0; i < treeCount; i++) {
    for (let row = 0; row < target.length; row++) {
      const [gradient, curvature] = derivatives(scores[row]!, target[row]!)
      gradients[row] = gradient
      curvatures[row] = curvature
    }
    const tree = growTree(counted, gradients, curvatures, {
      maximumLeaves,
      minimumLeafRows,
      penalty,
    })
    addPredictions(tree, features, rate, scores)
    trees.push(tree)
  }
  return openTrees({ kind: 'trees', rules, start, rate, link, trees })
}
