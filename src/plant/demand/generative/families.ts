// How each generative family is used for demand.

import { histogramNetwork } from '../../../generative/histogram-network.ts'
import { adamW } from '../../../learning/optim/adam.ts'
import { clipByGlobalNorm } from '../../../learning/optim/clipping.ts'
import { chain } from '../../../learning/optim/optimiser.ts'
import type { DemandFamily } from './forecaster.ts'

/** A histogram per step, joined by a Gaussian copula. */
export const histogram: DemandFamily = {
  name: 'histogram',
  allowsPartial: true,
  metric: 'log loss',
  averageDecay: 0.98,
  epochs: 30,
  patience: 3,
  model: (codec, { bins }, batchSize) =>
    histogramNetwork(codec, {
      bins,
      batchSize,
      width: 192,
      blocks: 2,
      optimiser: chain(clipByGlobalNorm(1), adamW({ rate: 1e-3, weightDecay: 1e-2 })),
    }),
}
