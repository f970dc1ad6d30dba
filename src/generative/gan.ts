// Generative adversarial network (Goodfellow et al. 2014, arXiv:1406.2661), conditional where the codec
// gives a condition (Mirza & Osindero 2014, arXiv:1411.1784). Records must lie on (-1, 1).

import { leakyRelu, stopGradient, tanh } from '../learning/graph/elementwise.ts'
import type { Node, TensorValue } from '../learning/graph/node.ts'
import { initialisePerceptron, perceptron, type Perceptron } from '../learning/nn/dense.ts'
import { discriminatorLoss, generatorLoss } from '../learning/nn/losses/adversarial.ts'
import { adam } from '../learning/optim/adam.ts'
import type { Optimiser } from '../learning/optim/optimiser.ts'
import { defineProgram } from '../learning/training/program.ts'
import { type Codec, codecNoise } from './encoding/codec.ts'
import { observedRowMean, sampledScore } from './example-loss.ts'
import type { GenerativeModel } from './family.ts'
import { alike, joined, outputsOf, singly, startAt, withCondition } from './generator.ts'

export interface GanOptions {
  readonly batchSize: number
  /** Numbers of noise per record. Default 64. */
  readonly noiseWidth?: number
  /** Hidden layers. Default 128, 256, 512, 1024, 2048. */
  readonly generatorWidths?: readonly number[]
  /** Hidden layers. Default 1024, 512, 256, 128. */
  readonly discriminatorWidths?: readonly number[]
  /** Default Adam at 1e-4. */
  readonly generatorOptimiser?: Optimiser
  readonly discriminatorOptimiser?: Optimiser
}

export type GanParameters<T> = {
  readonly generator: Perceptron<T>
  readonly discriminator: Perceptron<T>
}

/**
 * Each iteration trains the discriminator D on a batch of real and generated records by binary
 * cross-entropy, then the generator G through it: -log D(G(z)). Both losses are recorded.
 */
export function gan(
  codec: Codec,
  {
    batchSize,
    noiseWidth = 64,
    generatorWidths = [128, 256, 512, 1024, 2048],
    discriminatorWidths = [1024, 512, 256, 128],
    generatorOptimiser = adam({ rate: 1e-4 }),
    discriminatorOptimiser = adam({ rate: 1e-4 }),
  }: GanOptions,
): GenerativeModel<GanParameters<TensorValue>> {
  const { recordWidth, conditionWidth } = codec

  function generate(generator: Perceptron<Node>, noise: Node, condition: Node | undefined): Node {
    return perceptron(generator, withCondition(noise, condition), slopedRelu)
  }

  const { judged, sampled } = outputsOf(codec, tanh)
  const besideWidth = codec.besideWidth ?? conditionWidth

  return {
    family: 'gan',
    noise: { latent: { kind: 'normal', width: noiseWidth } },
    program: defineProgram({
      batchSize,
      inputs: codec.inputs,
      noise: {
        ...codecNoise(codec, batchSize),
        latent: { kind: 'normal', shape: [batchSize, noiseWidth] },
        gumbel: { kind: 'gumbel', shape: [batchSize, 1, recordWidth] },
        draws: { kind: 'normal', shape: [batchSize, evaluationDraws, noiseWidth] },
        drawsGumbel: { kind: 'gumbel', shape: [batchSize, evaluationDraws, recordWidth] },
      },
      initialise(random): GanParameters<TensorValue> {
        const generator = initialisePerceptron(random.split('generator'), [
          noiseWidth + conditionWidth,
          ...generatorWidths,
          recordWidth,
        ])
        startAt(Object.values(generator).at(-1)!, codec)
        const widths = [recordWidth + besideWidth, ...discriminatorWidths, 1]
        return {
          generator,
          discriminator: initialisePerceptron(random.split('discriminator'), widths),
        }
      },
      phases: [
        {
          name: 'discriminator',
          trains: ['discriminator'],
          optimiser: discriminatorOptimiser,
          loss({ parameters, batch, noise }) {
            const example = codec.example(batch, noise)
            const { record, condition, beside = condition } = example
            const output = generate(parameters.generator, singly(noise.latent!), condition)
            const generated = judged(output, noise.gumbel!)
            const judge = (records: Node): Node =>
              perceptron(parameters.discriminator, joined(records, beside), slopedRelu)
            return {
              loss: discriminatorLoss(
                judge(record),
                judge(stopGradient(alike(generated, example))),
              ),
            }
          },
        },
        {
          name: 'generator',
          trains: ['generator'],
          optimiser: generatorOptimiser,
          loss({ parameters, batch, noise }) {
            const example = codec.example(batch, noise)
            const { condition, beside = condition } = example
            const output = generate(parameters.generator, singly(noise.latent!), condition)
            const records = joined(alike(judged(output, noise.gumbel!), example), beside)
            const logits = perceptron(parameters.discriminator, records, slopedRelu)
            return { loss: generatorLoss(logits) }
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
