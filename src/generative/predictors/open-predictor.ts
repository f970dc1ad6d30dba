// A predictor from what it has learnt, as it is kept in a file.

import { openBlend } from './blend.ts'
import { openLinear } from './logistic-regression.ts'
import { openPairs } from './number-pairs.ts'
import type { Predictor, PredictorState } from './predictor.ts'
import { openSurface } from './response-surface.ts'
import { openTrees } from './tree-ensemble.ts'

export function openPredictor(state: PredictorState): Predictor {
  switch (state.kind) {
    case 'trees':
      return openTrees(state)
    case 'linear':
      return openLinear(state)
    case 'pairs':
      return openPairs(openPredictor(state.inner))
    case 'surface':
      return openSurface(state.centres, openPredictor(state.inner))
    case 'blend':
      return openBlend(state.link, state.parts.map(openPredictor))
    default:
      return state satisfies never
  }
}
