// Conditional variational autoencoder (Kingma & Welling 2014, arXiv:1312.6114; Sohn, Lee & Yan 2015),
// with free bits against a latent space that is not used (Kingma et al. 2016, arXiv:1606.04934).

import { concat, reshape, slice } from '../learning/graph/arrangement.ts'
import { add, clamp, exp, maximum, multiply } from '../learning/graph/elementwise.ts'
import type { Node, TensorValue } from '../learning/graph/node.ts'
import { mean, sum } from '../learning/graph/reduction.ts'
import { divergenceFromStandard } from '../learning/nn/losses/divergence.ts'
import type { Optimiser } from '../learning/optim/optimiser.ts'
import { defineProgram } from '../learning/training/program.ts'
import { type Codec, codecNoise, type Example } from './encoding/codec.ts'
import { fieldWeights, observedRowMean, sampledScore } from './example-loss.ts'
import type { GenerativeModel } from './family.ts'
import { singly, startAt, withCondition } from './generator.ts'
import type { Bins } from './histogram.ts'
import { likelihoodOf } from './likelihood.ts'
import {
  initialiseResidual,
  residual,
  type ResidualNetwork,
  type ResidualOptions,
} from './residual-network.ts'

export interface VaeOptions extends ResidualOptions {
  readonly batchSize: number
  readonly optimiser: Optimiser
  /** Dimensions of the latent space. Default 8. */
  readonly latentWidth?: number
  /** A normal for each field, a histogram, or by the codec's layout: what the decoder gives. */
  readonly likelihood: 'normal' | 'layout' | Bins
  /** Weight of the divergence. Default 1. */
  readonly beta?: number
  /** Divergence per latent dimension, in nats, below which nothing is saved. Default 0.1. */
  readonly freeBits?: number
}

export type VaeParameters<T> = {
  readonly encoder: ResidualNetwork<T>
  readonly decoder: ResidualNetwork<T>
}

/**
 * Loss: E_q(z | x, c) -log p(x | z, c) + beta sum_j max(KL_j, freeBits), with q a diagonal normal and a
 * standard normal prior; fields that were not observed count in neither.
 */
export function vae(
  codec: Codec,
  {
    batchSize,
    optimiser,
    latentWidth = 8,
    likelihood,
    beta = 1,
    freeBits = 0.1,
    ...shape
  }: VaeOptions,
): GenerativeModel<VaeParameters<TensorValue>> {
  const { recordWidth, conditionWidth } = codec
  const fields = likelihoodOf(codec, likelihood)
  // Draws of a layout are not finished records: its choices are still to be drawn.
  const isScored = likelihood !== 'layout'

  /** `[batch, samples, latentWidth]` to `[batch, samples, numbers of the likelihood]`. */
  function decode(decoder: ResidualNetwork<Node>, latent: Node, condition: Node | undefined): Node {
    return residual(decoder, withCondition(latent, condition))
  }

  function encode(encoder: ResidualNetwork<Node>, example: Example, noise: Node): Posterior {
    const { record, condition } = example
    const mask = fieldWeights({ ...example, weight: undefined })
    const seen = [record, mask, ...(condition ? [condition] : [])]
    const numbers = residual(encoder, concat(seen, 1))
    const centre = slice(numbers, 1, 0, latentWidth)
    const logDeviation = clamp(slice(numbers, 1, latentWidth), -6, 2)
    return {
      latent: add(centre, multiply(exp(logDeviation), noise)),
      divergence: divergenceFromStandard(centre, logDeviation),
    }
  }

  /** Negative evidence bounds of the rows, in parts. */
  function boundOf(
    parameters: VaeParameters<Node>,
    example: Example,
    noise: Node,
  ): { reconstruction: Node; divergence: Node } {
    const { latent, divergence } = encode(parameters.encoder, example, noise)
    const decoded = decode(parameters.decoder, singly(latent), example.condition)
    const single = reshape(decoded, [batchSize, fields.width])
    return { reconstruction: fields.loss(single, example), divergence }
  }

  return {
    family: 'vae',
    noise: {
      latent: { kind: 'normal', width: latentWidth },
      spread: { kind: 'stratified', width: recordWidth },
    },
    program: defineProgram({
      batchSize,
      inputs: codec.inputs,
      noise: {
        ...codecNoise(codec, batchSize),
        posterior: { kind: 'normal', shape: [batchSize, latentWidth] },
        latent: { kind: 'normal', shape: [batchSize, evaluationDraws, latentWidth] },
        spread: { kind: 'normal', shape: [batchSize, evaluationDraws, recordWidth] },
      },
      initialise(random): VaeParameters<TensorValue> {
        const inputs = 2 * recordWidth + conditionWidth
        const decoder = initialiseResidual(
          random.split('decoder'),
          latentWidth + conditionWidth,
          fields.width,
          shape,
        )
        startAt(decoder.exit, codec)
        return {
          encoder: initialiseResidual(random.split('encoder'), inputs, 2 * latentWidth, shape),
          decoder,
        }
      },
      phases: [
        {
          name: 'bound',
          trains: ['encoder', 'decoder'],
          optimiser,
          loss({ parameters, batch, noise }) {
            const example = codec.example(batch, noise)
            const { reconstruction, divergence } = boundOf(parameters, example, noise.posterior!)
            const perDimension = mean(divergence, { axes: 0 })
            const kept = multiply(sum(maximum(perDimension, freeBits)), beta)
            const metrics = { reconstruction: mean(reconstruction), divergence: sum(perDimension) }
            return { loss: add(metrics.reconstruction, kept), metrics }
          },
        },
      ],
      evaluate({ parameters, batch, noise }) {
        const example = codec.example(batch, noise)
        const { reconstruction, divergence } = boundOf(parameters, example, noise.posterior!)
        const bound = add(reconstruction, sum(divergence, { axes: 1 }))
        if (!isScored) return { bound }
        const decoded = decode(parameters.decoder, noise.latent!, example.condition)
        const score = sampledScore(fields.draw(decoded, noise.spread!), example)
        return { bound, 'ranked probability score': observedRowMean(score, example) }
      },
    }),
    sample: ({ decoder }, condition, { latent, spread }) =>
      fields.draw(decode(decoder, latent!, condition), spread!),
  }
}

interface Posterior {
  /** `[batch, latentWidth]` */
  readonly latent: Node
  readonly divergence: Node
}

/** Samples per held-out row, an even number. */
const evaluationDraws = 8
