// Conditional variational autoencoder (Kingma & Welling 2014, arXiv:1312.6114; Sohn, Lee & Yan 2015),
// with free bits against a latent space that is not used (Kingma et al. 2016, arXiv:1606.04934).

import { concat, reshape, slice } from '../learning/graph/arrangement.ts'
import { add, clamp, exp, maximum, multiply } from '../learning/graph/elementwise.ts'
import type { Node, TensorValue } from '../learning/graph/node.ts'
import { mean, softmax, sum } from '../learning/graph/reduction.ts'
import { normalCumulative } from '../learning/graph/special.ts'
import { divergenceFromStandard } from '../learning/nn/losses/divergence.ts'
import { gaussianLoss } from '../learning/nn/losses/gaussian.ts'
import type { Optimiser } from '../learning/optim/optimiser.ts'
import { defineProgram } from '../learning/training/program.ts'
import type { Codec, Example } from './encoding/codec.ts'
import { fieldWeights, observedRowMean, sampledScore } from './example-loss.ts'
import type { GenerativeModel } from './family.ts'
import { singly, withCondition } from './generator.ts'
import { type Bins, histogramLoss, valueAtRank } from './histogram.ts'
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
  /** A normal for each field, or a histogram: what the decoder gives. */
  readonly likelihood: 'normal' | Bins
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
  const numbersPerField = likelihood === 'normal' ? 2 : likelihood.low.length

  /** `[batch, samples, latentWidth]` to `[batch, samples, recordWidth, numbersPerField]`. */
  function decode(decoder: ResidualNetwork<Node>, latent: Node, condition: Node | undefined): Node {
    const flat = residual(decoder, withCondition(latent, condition))
    return reshape(flat, [latent.shape[0]!, latent.shape[1]!, recordWidth, numbersPerField])
  }

  function fieldLoss(decoded: Node, record: Node): Node {
    const numbers = reshape(decoded, [batchSize, recordWidth, numbersPerField])
    if (likelihood !== 'normal') return histogramLoss(likelihood, record, numbers)
    const [centre, logDeviation] = normalOf(numbers)
    return gaussianLoss(record, centre, logDeviation)
  }

  function valueOf(decoded: Node, noise: Node): Node {
    if (likelihood !== 'normal') {
      return valueAtRank(likelihood, softmax(decoded), normalCumulative(noise))
    }
    const [centre, logDeviation] = normalOf(decoded)
    return add(centre, multiply(exp(logDeviation), noise))
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
    const losses = multiply(fieldLoss(decoded, example.record), fieldWeights(example))
    return { reconstruction: sum(losses, { axes: 1 }), divergence }
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
        posterior: { kind: 'normal', shape: [batchSize, latentWidth] },
        latent: { kind: 'normal', shape: [batchSize, evaluationDraws, latentWidth] },
        spread: { kind: 'normal', shape: [batchSize, evaluationDraws, recordWidth] },
      },
      initialise: (random): VaeParameters<TensorValue> => ({
        encoder: initialiseResidual(
          random.split('encoder'),
          2 * recordWidth + conditionWidth,
          2 * latentWidth,
          shape,
        ),
        decoder: initialiseResidual(
          random.split('decoder'),
          latentWidth + conditionWidth,
          recordWidth * numbersPerField,
          shape,
        ),
      }),
      phases: [
        {
          name: 'bound',
          trains: ['encoder', 'decoder'],
          optimiser,
          loss({ parameters, batch, noise }) {
            const example = codec.example(batch)
            const { reconstruction, divergence } = boundOf(parameters, example, noise.posterior)
            const perDimension = mean(divergence, { axes: 0 })
            const kept = multiply(sum(maximum(perDimension, freeBits)), beta)
            const metrics = { reconstruction: mean(reconstruction), divergence: sum(perDimension) }
            return { loss: add(metrics.reconstruction, kept), metrics }
          },
        },
      ],
      evaluate({ parameters, batch, noise }) {
        const example = codec.example(batch)
        const { reconstruction, divergence } = boundOf(parameters, example, noise.posterior)
        const decoded = decode(parameters.decoder, noise.latent, example.condition)
        const score = sampledScore(valueOf(decoded, noise.spread), example)
        return {
          bound: add(reconstruction, sum(divergence, { axes: 1 })),
          'ranked probability score': observedRowMean(score, example),
        }
      },
    }),
    sample: ({ decoder }, condition, { latent, spread }) =>
      valueOf(decode(decoder, latent!, condition), spread!),
  }
}

interface Posterior {
  /** `[batch, latentWidth]` */
  readonly latent: Node
  readonly divergence: Node
}

/** Samples per held-out row, an even number. */
const evaluationDraws = 8

/** Centre and logarithm of the deviation, from the last axis. */
function normalOf(numbers: Node): [Node, Node] {
  const shape = numbers.shape.slice(0, -1)
  const centre = reshape(slice(numbers, -1, 0, 1), shape)
  return [centre, clamp(reshape(slice(numbers, -1, 1), shape), -5, 3)]
}
