// The programs that are timed, the same that bench/peers/train_step.py and train-step.mjs build.

import { autoregressive } from '../../src/generative/autoregressive.ts'
import { concat, reshape, slice, split } from '../../src/learning/graph/arrangement.ts'
import {
  add,
  exp,
  leakyRelu,
  multiply,
  relu,
  square,
  subtract,
  tanh,
} from '../../src/learning/graph/elementwise.ts'
import type { Node } from '../../src/learning/graph/node.ts'
import { mean, sum } from '../../src/learning/graph/reduction.ts'
import {
  convolutionLayer,
  convolutionTransposeLayer,
  initialiseConvolution,
  initialiseConvolutionTranspose,
} from '../../src/learning/nn/convolution.ts'
import {
  dense,
  initialiseDense,
  initialisePerceptron,
  perceptron,
} from '../../src/learning/nn/dense.ts'
import { dropout } from '../../src/learning/nn/dropout.ts'
import { constantValues } from '../../src/learning/nn/initialisers.ts'
import { bernoulliLoss } from '../../src/learning/nn/losses/bernoulli.ts'
import { categoricalLoss } from '../../src/learning/nn/losses/categorical.ts'
import { divergenceFromStandard } from '../../src/learning/nn/losses/divergence.ts'
import { criticLoss, gradientPenalty } from '../../src/learning/nn/losses/wasserstein.ts'
import { adam } from '../../src/learning/optim/adam.ts'
import {
  defineProgram,
  matrixRows,
  type Groups,
  type Program,
  type TrainingData,
} from '../../src/learning/training/program.ts'
import { createRandom, type Random } from '../../src/random.ts'

export interface Case {
  readonly name: string
  readonly title: string
  readonly program: Program<Groups, string, string>
  readonly data: TrainingData
}

function mlp(name: string, title: string, batchSize: number, sizes: readonly number[]): Case {
  const [inputs, outputs] = [sizes[0]!, sizes.at(-1)!]
  return {
    name,
    title,
    data: { x: normalRows(5000, inputs), y: normalRows(5000, outputs) },
    program: defineProgram({
      batchSize,
      inputs: { x: [inputs], y: [outputs] },
      noise: {},
      initialise: (random) => ({ network: initialisePerceptron(random, sizes) }),
      phases: [
        {
          name: 'mlp',
          trains: ['network'],
          optimiser: adam({ rate: 1e-3 }),
          loss: ({ parameters, batch }) => ({
            loss: mean(square(subtract(perceptron(parameters.network, batch.x), batch.y))),
          }),
        },
      ],
    }),
  }
}

// Adult as CTGAN encodes it: 6 numbers of one scalar and 10 modes each, 9 categories.
const numbers = 6
const spans = [10, 10, 10, 10, 10, 10, 9, 16, 7, 15, 6, 5, 2, 42, 2]
const width = numbers + spans.reduce((total, size) => total + size)

function recordRows(count: number): Float32Array {
  const random = createRandom('records')
  const values = new Float32Array(count * width)
  for (let row = 0; row < count; row++) {
    let at = row * width
    for (let i = 0; i < numbers; i++) values[at++] = 2 * random.uniform() - 1
    for (const size of spans) {
      values[at + random.integer(size)] = 1
      at += size
    }
  }
  return values
}

function tvae(batchSize = 500, hidden = 128, latent = 128): Case {
  return {
    name: 'tvae',
    title: `TVAE ${width}-128-128, latent 128, batch 500`,
    data: { x: matrixRows(recordRows(5000), width) },
    program: defineProgram({
      batchSize,
      inputs: { x: [width] },
      noise: { z: { kind: 'normal', shape: [batchSize, latent] } },
      initialise: (random) => ({
        encoder: initialisePerceptron(random.split('encoder'), [width, hidden, hidden]),
        mean: initialiseDense(random.split('mean'), hidden, latent),
        logDeviation: initialiseDense(random.split('deviation'), hidden, latent),
        decoder: initialisePerceptron(random.split('decoder'), [latent, hidden, hidden, width]),
        logSigma: constantValues([numbers], Math.log(0.1)),
      }),
      phases: [
        {
          name: 'vae',
          trains: ['encoder', 'mean', 'logDeviation', 'decoder', 'logSigma'],
          optimiser: adam({ rate: 1e-3 }),
          loss({ parameters: p, batch: { x }, noise: { z } }) {
            const h = relu(perceptron(p.encoder, x))
            const [mu, logS] = [dense(p.mean, h), dense(p.logDeviation, h)]
            const y = perceptron(p.decoder, add(mu, multiply(exp(logS), z)))
            const [scalars, ...logits] = split(y, 1, [numbers, ...spans])
            const [known, ...choices] = split(x, 1, [numbers, ...spans])
            const error = multiply(subtract(known!, tanh(scalars!)), exp(multiply(p.logSigma, -1)))
            const reconstruction = [
              sum(add(multiply(square(error), 0.5), p.logSigma)),
              ...logits.map((part, i) => sum(categoricalLoss(choices[i]!, part))),
            ].reduce((total, part) => add(total, part))
            const divergence = sum(divergenceFromStandard(mu, logS))
            return {
              loss: multiply(add(multiply(reconstruction, 2), divergence), 1 / batchSize),
            }
          },
        },
      ],
    }),
  }
}

function critic(batchSize = 50, pack = 10, condition = 104): Case {
  const features = (width + condition) * pack
  const uniform = (...shape: number[]) => ({ kind: 'uniform' as const, shape })
  const masks = (part: string) => ({
    [`${part}1`]: uniform(batchSize, 256),
    [`${part}2`]: uniform(batchSize, 256),
  })
  return {
    name: 'critic',
    title: `CTGAN critic with gradient penalty, ${features}-256-256-1, 50 packs of 10`,
    data: { real: normalRows(500, features), fake: normalRows(500, features) },
    program: defineProgram<Groups, string, string>({
      batchSize,
      inputs: { real: [features], fake: [features] },
      noise: {
        between: uniform(batchSize, 1),
        ...masks('real'),
        ...masks('fake'),
        ...masks('penalty'),
      },
      initialise: (random) => ({ critic: initialisePerceptron(random, [features, 256, 256, 1]) }),
      phases: [
        {
          name: 'critic',
          trains: ['critic'],
          optimiser: adam({ rate: 2e-4, beta1: 0.5, beta2: 0.9 }),
          loss({ parameters, batch, noise }) {
            const layers = Object.values(parameters.critic as ReturnType<typeof nodes>)
            const score =
              (part: string) =>
              (x: Node): Node => {
                const first = leakyRelu(dense(layers[0]!, x), 0.2)
                const second = leakyRelu(
                  dense(layers[1]!, dropout(first, 0.5, noise[`${part}1`]!)),
                  0.2,
                )
                return dense(layers[2]!, dropout(second, 0.5, noise[`${part}2`]!))
              }
            const { real, fake } = batch
            const gap = criticLoss(score('real')(real!), score('fake')(fake!))
            const penalty = gradientPenalty(score('penalty'), real!, fake!, noise.between!)
            return { loss: add(gap, multiply(penalty, 10)) }
          },
        },
      ],
    }),
  }
}

/** Only its type is used: the critic's layers as nodes. */
declare function nodes(): Readonly<Record<string, { readonly weights: Node; readonly bias: Node }>>

function convolutionalVae(batchSize = 64, latent = 16): Case {
  const halving = { stride: 2, padding: 1 }
  const keeping = { padding: 1 }
  const convolution = (random: Random, inputs: number, outputs: number, size: number) =>
    initialiseConvolution(random, { inputs, outputs, kernel: [size, size] })
  const enlarging = (random: Random, inputs: number, outputs: number) =>
    initialiseConvolutionTranspose(random, { inputs, outputs, kernel: [4, 4] })
  return {
    name: 'conv-vae',
    title: 'convolutional VAE, 28x28, kernels of 4 and 3, latent 16, batch 64',
    data: {
      x: matrixRows(createRandom('images').fillUniform(new Float32Array(2000 * 784)), 784),
    },
    program: defineProgram({
      batchSize,
      inputs: { x: [1, 28, 28] },
      noise: { z: { kind: 'normal', shape: [batchSize, latent] } },
      initialise: (random) => ({
        encoder: {
          first: convolution(random.split('e1'), 1, 32, 4),
          second: convolution(random.split('e2'), 32, 64, 4),
          third: convolution(random.split('e3'), 64, 64, 3),
          code: initialiseDense(random.split('code'), 64 * 49, 2 * latent),
        },
        decoder: {
          start: initialiseDense(random.split('start'), latent, 64 * 49),
          third: convolution(random.split('d3'), 64, 64, 3),
          second: enlarging(random.split('d2'), 64, 32),
          first: enlarging(random.split('d1'), 32, 1),
        },
      }),
      phases: [
        {
          name: 'vae',
          trains: ['encoder', 'decoder'],
          optimiser: adam({ rate: 1e-3 }),
          loss({ parameters: { encoder, decoder }, batch: { x }, noise: { z } }) {
            let h = relu(convolutionLayer(encoder.first, x, halving))
            h = relu(convolutionLayer(encoder.second, h, halving))
            h = relu(convolutionLayer(encoder.third, h, keeping))
            const code = dense(encoder.code, reshape(h, [batchSize, 64 * 49]))
            const mu = slice(code, 1, 0, latent)
            const logS = slice(code, 1, latent)
            const start = relu(dense(decoder.start, add(mu, multiply(exp(logS), z))))
            let y = reshape(start, [batchSize, 64, 7, 7])
            y = relu(convolutionLayer(decoder.third, y, keeping))
            y = relu(convolutionTransposeLayer(decoder.second, y, halving))
            const logits = convolutionTransposeLayer(decoder.first, y, halving)
            const parts = [
              sum(bernoulliLoss(x, logits)),
              sum(divergenceFromStandard(mu, logS)),
            ].map((part) => reshape(part, [1]))
            return { loss: multiply(sum(concat(parts, 0)), 1 / batchSize) }
          },
        },
      ],
    }),
  }
}

/** A table of 14 fields of 64 bins and a category of 10,000 levels, learnt by any-order autoregression. */
function autoregressiveTable(batchSize = 500): Case {
  const bins = [10_000, ...Array<number>(14).fill(64)]
  const random = createRandom('table')
  const codes = Float32Array.from({ length: 5000 * bins.length }, (_, i) =>
    random.integer(bins[i % bins.length]!),
  )
  return {
    name: 'autoregressive',
    title: 'autoregressive table, 14 fields of 64 bins and one of 10,000, width 128, batch 500',
    data: {
      bins: matrixRows(codes, bins.length),
      shown: matrixRows(new Float32Array(codes.length / bins.length).fill(-1), 1),
    },
    program: autoregressive({
      bins,
      ordered: bins.map(() => false),
      shares: bins.map((count) => Array<number>(count).fill(1 / count)),
      batchSize,
      optimiser: adam({ rate: 1e-3 }),
      width: 128,
      headWidth: 64,
    }).program,
  }
}

function normalRows(count: number, length: number): TrainingData[string] {
  return matrixRows(createRandom('rows').fillNormal(new Float32Array(count * length)), length)
}

export const cases: readonly Case[] = [
  mlp('mlp', 'MLP 160-256-256-160, batch 500', 500, [160, 256, 256, 160]),
  tvae(),
  critic(),
  convolutionalVae(),
  mlp(
    'article-gan-generator',
    "the article's generator 128-256-512-1024-2048, batch 64",
    64,
    [128, 256, 512, 1024, 2048],
  ),
  autoregressiveTable(),
]
