// Wasserstein GAN with gradient penalty (Gulrajani et al. 2017, arXiv:1704.00028), conditional where the
// codec gives a condition, with optional packing against mode collapse (Lin et al. 2018,
// arXiv:1712.04086).

import { concat, reshape } from '../learning/graph/arrangement.ts'
import { add, leakyRelu, multiply, stopGradient } from '../learning/graph/elementwise.ts'
import type { Node, TensorValue } from '../learning/graph/node.ts'
import { initialisePerceptron, perceptron, type Perceptron } from '../learning/nn/dense.ts'
import {
  criticLoss,
  gradientPenalty,
  wassersteinGeneratorLoss,
} from '../learning/nn/losses/wasserstein.ts'
import { adam } from '../learning/optim/adam.ts'
import type { Optimiser } from '../learning/optim/optimiser.ts'
import { defineProgram } from '../learning/training/program.ts'
import { type Codec, codecNoise, type Example } from './encoding/codec.ts'
import { observedRowMean, sampledScore } from './example-loss.ts'
import type { GenerativeModel } from './family.ts'
import { alike, outputsOf, singly, startAt, withCondition } from './generator.ts'
import {
  initialiseResidual,
  residual,
  type ResidualNetwork,
  type ResidualOptions,
} from './residual-network.ts'

export interface WassersteinGanOptions {
  readonly batchSize: number
  /** Numbers of noise per record. Default 32. */
  readonly noiseWidth?: number
  /** Default 128 wide, 2 blocks. */
  readonly generator?: ResidualOptions
  /** Hidden layers. Default 256, 256. */
  readonly criticWidths?: readonly number[]
  /** Critic steps per generator step. Default 3. */
  readonly criticSteps?: number
  /** Records that the critic judges together; divides the batch. Default 1. */
  readonly pack?: number
  /** Weight of the gradient penalty. Default 10. */
  readonly penalty?: number
  /** Default Adam at 2e-4 with betas 0.5 and 0.9. */
  readonly generatorOptimiser?: Optimiser
  readonly criticOptimiser?: Optimiser
}

export type WassersteinGanParameters<T> = {
  readonly generator: ResidualNetwork<T>
  readonly critic: Perceptron<T>
}

/** Critic: E D(G(z)) - E D(x) + penalty E (|grad D| - 1)^2; generator: -E D(G(z)). */
export function wassersteinGan(
  codec: Codec,
  {
    batchSize,
    noiseWidth = 32,
    generator: generatorShape = { width: 128, blocks: 2 },
    criticWidths = [256, 256],
    criticSteps = 3,
    pack = 1,
    penalty = 10,
    generatorOptimiser = adam({ rate: 2e-4, beta1: 0.5, beta2: 0.9 }),
    criticOptimiser = adam({ rate: 2e-4, beta1: 0.5, beta2: 0.9 }),
  }: WassersteinGanOptions,
): GenerativeModel<WassersteinGanParameters<TensorValue>> {
  const { recordWidth, conditionWidth } = codec
  const packed = (x: Node): Node => reshape(x, [batchSize / pack, pack * x.shape[1]!])

  function generate(
    generator: ResidualNetwork<Node>,
    noise: Node,
    condition: Node | undefined,
  ): Node {
    return residual(generator, withCondition(noise, condition))
  }

  const { judged, sampled } = outputsOf(codec, (output) => output)
  const besideWidth = codec.besideWidth ?? conditionWidth

  /** The score of packed records, beside their conditions. */
  function criticOf(
    critic: Perceptron<Node>,
    { condition, beside = condition }: Example,
  ): (x: Node) => Node {
    const known = beside && packed(beside)
    return (x) => perceptron(critic, known ? concat([x, known], 1) : x, slopedRelu)
  }

  return {
    family: 'wasserstein-gan',
    noise: { latent: { kind: 'normal', width: noiseWidth } },
    program: defineProgram({
      batchSize,
      inputs: codec.inputs,
      noise: {
        ...codecNoise(codec, batchSize),
        latent: { kind: 'normal', shape: [batchSize, noiseWidth] },
        gumbel: { kind: 'gumbel', shape: [batchSize, 1, recordWidth] },
        between: { kind: 'uniform', shape: [batchSize / pack, 1] },
        draws: { kind: 'normal', shape: [batchSize, evaluationDraws, noiseWidth] },
        drawsGumbel: { kind: 'gumbel', shape: [batchSize, evaluationDraws, recordWidth] },
      },
      initialise(random): WassersteinGanParameters<TensorValue> {
        const generator = initialiseResidual(
          random.split('generator'),
          noiseWidth + conditionWidth,
          recordWidth,
          generatorShape,
        )
        startAt(generator.exit, codec)
        const widths = [pack * (recordWidth + besideWidth), ...criticWidths, 1]
        return { generator, critic: initialisePerceptron(random.split('critic'), widths) }
      },
      phases: [
        {
          name: 'critic',
          trains: ['critic'],
          optimiser: criticOptimiser,
          repeat: criticSteps,
          loss({ parameters, batch, noise }) {
            const example = codec.example(batch, noise)
            const { record, condition } = example
            const output = generate(parameters.generator, singly(noise.latent!), condition)
            const generated = judged(output, noise.gumbel!)
            const critic = criticOf(parameters.critic, example)
            const real = packed(record)
            const made = packed(stopGradient(alike(generated, example)))
            const distance = criticLoss(critic(real), critic(made))
            const slope = gradientPenalty(critic, real, made, noise.between!)
            return {
              loss: add(distance, multiply(slope, penalty)),
              metrics: { distance: multiply(distance, -1), penalty: slope },
            }
          },
        },
        {
          name: 'generator',
          trains: ['generator'],
          optimiser: generatorOptimiser,
          loss({ parameters, batch, noise }) {
            const example = codec.example(batch, noise)
            const { condition } = example
            const output = generate(parameters.generator, singly(noise.latent!), condition)
            const generated = judged(output, noise.gumbel!)
            const critic = criticOf(parameters.critic, example)
            return { loss: wassersteinGeneratorLoss(critic(packed(alike(generated, example)))) }
          },
        },
      ],
      evaluate({ parameters, batch, noise }) {
        const example = codec.example(batch, noise)
        const output = generate(parameters.generator, noise.draws!, example.condition)
        const samples = judged(output, noise.drawsGumbel!, true)
        return {
          'ranked probability score': observedRowMean(sampledScore(samples, example), example),
        }
      },
    }),
    sample: ({ generator }, condition, { latent }) =>
      sampled(generate(generator, latent!, condition)),
  }
}

const slopedRelu = (x: Node): Node => leakyRelu(x, 0.2)

/** Samples per held-out row, an even number. */
const evaluationDraws = 8
