// A sum of trees over binned features, boosted or averaged.

import { lengthOf } from '../../data/table/aligned-columns.ts'
import { binned } from './binned-features.ts'
import { addPredictions } from './histogram-tree.ts'
import { linked } from './link.ts'
import type { Predictor, TreesState } from './predictor.ts'

export function openTrees(state: TreesState): Predictor {
  const { rules, start, rate, trees } = state
  const link = linked(state.link)
  return {
    state,
    predict(columns) {
      const features = binned(rules, columns)
      const scores = new Float64Array(columns[0] ? lengthOf(columns[0]) : 0).fill(start)
      for (const tree of trees) addPredictions(tree, features, rate, scores)
      return scores.map(link)
    },
  }
}
