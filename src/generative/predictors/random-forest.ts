// Random forest (Breiman 2001, doi:10.1023/A:1010933404324): trees on bootstrap samples, each split
// chosen among a few columns drawn for it, averaged. Of many weak columns it makes more than boosting.

import { createRandom } from '../../random.ts'
import { binned, binRules } from './binned-features.ts'
import { growForestTree } from './forest-tree.ts'
import type { Fit } from './predictor.ts'
import { openTrees } from './tree-ensemble.ts'

export interface ForestOptions {
  readonly trees?: number
  readonly minimumLeafRows?: number
  /** Columns among which a split is chosen. Default: the square root of their number. */
  readonly columnsPerSplit?: number
  readonly seed?: number | string
}

/** Means of the target in the leaves: probabilities of a class of 0 and 1, values of a number. */
export function randomForest({
  trees: treeCount = 300,
  minimumLeafRows = 5,
  columnsPerSplit,
  seed = 1,
}: ForestOptions = {}): Fit {
  return (columns, target) => {
    const rules = binRules(columns, target)
    const features = binned(rules, columns)
    const random = createRandom(seed)
    const rowCount = target.length
    const trees = Array.from({ length: treeCount }, (_, i) => {
      const own = random.split('tree', i)
      const rows = Int32Array.from({ length: rowCount }, () => own.integer(rowCount))
      return growForestTree(features, target, rows, {
        minimumLeafRows,
        columnsPerSplit: columnsPerSplit ?? Math.max(1, Math.round(Math.sqrt(columns.length))),
        random: own,
      })
    })
    return openTrees({
      kind: 'trees',
      rules,
      start: 0,
      rate: 1 / treeCount,
      link: 'identity',
      trees,
    })
  }
}
