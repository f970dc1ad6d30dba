// How each generative family is used for demand.

import { gan as ganFamily } from '../../../generative/gan.ts'
import { histogramNetwork } from '../../../generative/histogram-network.ts'
import { vae as vaeFamily } from '../../../generative/vae.ts'
import { wassersteinGan as wassersteinFamily } from '../../../generative/wasserstein-gan.ts'
import { adam, adamW } from '../../../learning/optim/adam.ts'
import { clipByGlobalNorm } from '../../../learning/optim/clipping.ts'
import { chain, type Optimiser } from '../../../learning/optim/optimiser.ts'
import type { DemandFamily } from './forecaster.ts'
import type { Regime } from './regime.ts'

/** A histogram per step, joined by a Gaussian copula. */
export const histogram: DemandFamily = {
  name: 'histogram',
  metric: 'log loss',
  averageDecay: 0.98,
  epochs: 30,
  patience: 3,
  trainsAgain: true,
  model: (codec, { bins }, batchSize) =>
    histogramNetwork(codec, { bins, batchSize, width: 192, blocks: 2, optimiser: steady(1e-3) }),
}

/** Histograms per step given a latent vector, which joins the steps. */
export const vae: DemandFamily = {
  name: 'vae',
  metric: 'ranked probability score',
  averageDecay: 0.98,
  epochs: 30,
  patience: 4,
  trainsAgain: true,
  model: (codec, { bins }, batchSize) =>
    vaeFamily(codec, {
      likelihood: bins,
      batchSize,
      width: 128,
      blocks: 2,
      optimiser: steady(1e-3),
    }),
}

/**
 * The adversarial network with lighter layers than the family's own, whose generator of 2.8 million
 * weights takes ten times as long to train and to sample for the same score.
 */
export const gan: DemandFamily = {
  name: 'gan',
  metric: 'ranked probability score',
  averageDecay: 0.99,
  epochs: 50,
  patience: 8,
  trainsAgain: false,
  regime: (regime) => withoutCounts(regime, regime.name === 'level' ? 'bounded-asinh' : 'bounded'),
  model: (codec, _, batchSize) =>
    ganFamily(codec, {
      batchSize: Math.min(batchSize, 256),
      noiseWidth: 32,
      generatorWidths: [128, 256],
      discriminatorWidths: [256, 128],
      generatorOptimiser: adam({ rate: 2e-4, beta1: 0.5 }),
      discriminatorOptimiser: adam({ rate: 2e-4, beta1: 0.5 }),
    }),
}

export const wassersteinGan: DemandFamily = {
  name: 'wasserstein-gan',
  metric: 'ranked probability score',
  averageDecay: 0.99,
  epochs: 50,
  patience: 8,
  trainsAgain: false,
  regime: (regime) => withoutCounts(regime, 'asinh'),
  model: (codec, _, batchSize) =>
    wassersteinFamily(codec, {
      batchSize: Math.min(batchSize, 256),
      generator: { width: 128, blocks: 2 },
      criticWidths: [256, 128],
      generatorOptimiser: adam({ rate: 5e-4, beta1: 0.5, beta2: 0.9 }),
      criticOptimiser: adam({ rate: 5e-4, beta1: 0.5, beta2: 0.9 }),
    }),
}

function steady(rate: number): Optimiser {
  return chain(clipByGlobalNorm(1), adamW({ rate, weightDecay: 1e-2 }))
}

/** Sizes in units of the window's mean instead of counts, for families without bins. */
function withoutCounts(regime: Regime, transform: Regime['transform']): Regime {
  const normalisation = regime.normalisation === 'none' ? 'size' : regime.normalisation
  return { ...regime, normalisation, transform }
}
