// The families of networks with their settings for tables.

import { adam } from '../../learning/optim/adam.ts'
import { clipByGlobalNorm } from '../../learning/optim/clipping.ts'
import { chain } from '../../learning/optim/optimiser.ts'
import { gan } from '../gan.ts'
import { vae } from '../vae.ts'
import { wassersteinGan } from '../wasserstein-gan.ts'
import { networkFamily } from './network-family.ts'
import type { TableFamily } from './row-model.ts'

export const vaeFamily: TableFamily = networkFamily({
  name: 'vae',
  scores: 'normal',
  build: (codec, rowCount) => ({
    model: vae(codec, {
      batchSize: batchSizeFor(rowCount, 256),
      optimiser: chain(clipByGlobalNorm(5), adam({ rate: 2e-3 })),
      likelihood: 'layout',
      width: 128,
      blocks: 2,
      latentWidth: 16,
      beta: 0.5,
      freeBits: 0.02,
    }),
    epochs: 300,
    judgedEvery: 5,
    patience: 30,
    averageDecay: 0.998,
  }),
})

export const wassersteinGanFamily: TableFamily = networkFamily({
  name: 'wasserstein-gan',
  scores: 'uniform',
  build(codec, rowCount) {
    const optimiser = adam({ rate: 1e-3, beta1: 0.5, beta2: 0.9 })
    return {
      model: wassersteinGan(codec, {
        batchSize: batchSizeFor(rowCount, 256),
        noiseWidth: 64,
        generator: { width: 128, blocks: 2 },
        criticWidths: [256, 256],
        criticSteps: 2,
        penalty: 1,
        generatorOptimiser: optimiser,
        criticOptimiser: optimiser,
      }),
      epochs: 300,
      judgedEvery: 5,
      patience: 150,
      averageDecay: 0.999,
    }
  },
})

export const ganFamily: TableFamily = networkFamily({
  name: 'gan',
  scores: 'uniform',
  build: (codec, rowCount) => ({
    model: gan(codec, {
      batchSize: batchSizeFor(rowCount, 256),
      generatorWidths: [128, 256],
      discriminatorWidths: [256, 128],
      generatorOptimiser: adam({ rate: 2e-4, beta1: 0.5 }),
      discriminatorOptimiser: adam({ rate: 2e-4, beta1: 0.5 }),
    }),
    epochs: 300,
    judgedEvery: 5,
    patience: 150,
    averageDecay: 0.999,
  }),
})

/** About twenty steps per epoch at least, in powers of two. */
function batchSizeFor(rowCount: number, most: number): number {
  const wanted = 2 ** Math.round(Math.log2(Math.max(1, rowCount / 20)))
  return Math.max(8, Math.min(wanted, most))
}
