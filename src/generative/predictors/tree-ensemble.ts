// A sum of trees over binned features, boosted or averaged.

import { lengthOf } from '../../data/table/aligned-columns.ts'
import { rememberedBins } from './binned-features.ts'
import { addPredictions } from './histogram-tree.ts'
import { linked } from './link.ts'
import type { Predictor, TreesState } from './predictor.ts'

export function openTrees(state: TreesState): Predictor {
  const { rules, start, rate, oddsFactor = 1, trees } = state
  const link = linked(state.link)
  const bins = rememberedBins(rules)
  return {
    state,
    predict(columns) {
      const features = bins(columns)
      const scores = new Float64Array(columns[0] ? lengthOf(columns[0]) : 0).fill(start)
      for (const tree of trees) addPredictions(tree, features, rate, scores)
      return scores.map((score) => withOdds(link(score), oddsFactor))
    },
  }
}

/** The probability whose odds are so many times those of `probability`; values stay where the factor is 1. */
function withOdds(probability: number, factor: number): number {
  return factor === 1
    ? probability
    : (factor * probability) / (factor * probability + 1 - probability)
}
