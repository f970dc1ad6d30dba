// The two kinds of generative program, one phase and two, learn a mixture of two normals.

import { describe, expect, test } from 'vitest'
import { constant } from '../../../src/learning/graph/apply.ts'
import { add, exp, leakyRelu, multiply, tanh } from '../../../src/learning/graph/elementwise.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import type { Node, TensorValue } from '../../../src/learning/graph/node.ts'
import { mean, sum } from '../../../src/learning/graph/reduction.ts'
import { mapTree } from '../../../src/learning/graph/tree.ts'
import {
  dense,
  initialiseDense,
  initialisePerceptron,
  perceptron,
  type Perceptron,
} from '../../../src/learning/nn/dense.ts'
import { constantValues } from '../../../src/learning/nn/initialisers.ts'
import { discriminatorLoss, generatorLoss } from '../../../src/learning/nn/losses/adversarial.ts'
import { divergenceFromStandard } from '../../../src/learning/nn/losses/divergence.ts'
import { gaussianLoss } from '../../../src/learning/nn/losses/gaussian.ts'
import {
  criticLoss,
  gradientPenalty,
  wassersteinGeneratorLoss,
} from '../../../src/learning/nn/losses/wasserstein.ts'
import { adam } from '../../../src/learning/optim/adam.ts'
import { fit } from '../../../src/learning/training/fit.ts'
import { defineProgram, matrixRows, type Groups } from '../../../src/learning/training/program.ts'
import { createRandom } from '../../../src/random.ts'

const [centre, deviation, batchSize] = [2, 0.5, 128]

/** Half around -2, half around 2: mean 0, mean of |x| 2, variance 4.25. */
function mixture(count: number): Float32Array {
  const random = createRandom('mixture')
  return Float32Array.from(
    { length: count },
    () => (random.uniform() < 0.5 ? -centre : centre) + deviation * random.normal(),
  )
}
const data = { x: matrixRows(mixture(4000), 1) }

function nodesOf<P extends Groups>(parameters: P) {
  return mapTree(parameters, (leaf): Node => {
    const { data, shape } = leaf as TensorValue
    return constant(data, shape)
  })
}

function normals(count: number, width: number): Node {
  const random = createRandom('samples')
  return constant(random.fillNormal(new Float64Array(count * width)), [count, width])
}

function expectMixture(samples: ArrayLike<number>, tolerance: number): void {
  const values = Array.from(samples)
  const average = (of: (x: number) => number): number =>
    values.reduce((total, x) => total + of(x), 0) / values.length
  expect(Math.abs(average((x) => x))).toBeLessThan(2 * tolerance)
  expect(Math.abs(average(Math.abs) - centre)).toBeLessThan(tolerance)
  // Both modes are there, and little between them.
  expect(Math.abs(average((x) => (x > 0 ? 1 : 0)) - 0.5)).toBeLessThan(tolerance / 2)
  expect(average((x) => (Math.abs(x) < 0.5 ? 1 : 0))).toBeLessThan(0.12)
}

function standardNoise(width: number) {
  return { kind: 'normal', shape: [batchSize, width] } as const
}

const generate = (generator: Perceptron<Node>, z: Node): Node =>
  perceptron(generator, z, (h) => leakyRelu(h, 0.2))

describe('a program learns a mixture of two normals', () => {
  test('as a variational autoencoder', async () => {
    const program = defineProgram({
      batchSize,
      inputs: { x: [1] },
      noise: { z: standardNoise(1) },
      initialise: (random) => ({
        encoder: initialisePerceptron(random.split('encoder'), [1, 32, 32]),
        mean: initialiseDense(random.split('mean'), 32, 1),
        logDeviation: initialiseDense(random.split('deviation'), 32, 1),
        decoder: initialisePerceptron(random.split('decoder'), [1, 32, 32, 1]),
        spread: constantValues([1], 0),
      }),
      phases: [
        {
          name: 'vae',
          trains: ['encoder', 'mean', 'logDeviation', 'decoder', 'spread'],
          optimiser: adam({ rate: 3e-3 }),
          loss({ parameters: p, batch: { x }, noise: { z } }) {
            const h = tanh(perceptron(p.encoder, x, tanh))
            const [mu, logS] = [dense(p.mean, h), dense(p.logDeviation, h)]
            const decoded = perceptron(p.decoder, add(mu, multiply(exp(logS), z)), tanh)
            const reconstruction = mean(gaussianLoss(x, decoded, p.spread))
            const divergence = mean(sum(divergenceFromStandard(mu, logS), { axes: 1 }))
            return { loss: add(reconstruction, divergence), metrics: { divergence } }
          },
        },
      ],
    })
    const outcome = await fit(program, data, { seed: 3, epochs: 60 })
    if (outcome.status !== 'trained') throw new Error(outcome.status)
    const { decoder, spread } = nodesOf(outcome.parameters)
    const [z, e] = [normals(2000, 1), normals(4000, 1)]
    const noise = constant(evaluate([e])[0]!.data.slice(2000), [2000, 1])
    const samples = add(perceptron(decoder, z, tanh), multiply(exp(spread), noise))
    expectMixture(evaluate([samples])[0]!.data, 0.3)
    expect(Object.keys(outcome.history[0]!.losses)).toEqual(['vae', 'vae/divergence'])
  })

  test('as a generative adversarial network', async () => {
    const program = defineProgram({
      batchSize,
      inputs: { x: [1] },
      noise: { z: standardNoise(2) },
      initialise: (random) => ({
        generator: initialisePerceptron(random.split('generator'), [2, 32, 32, 1]),
        discriminator: initialisePerceptron(random.split('discriminator'), [1, 32, 32, 1]),
      }),
      phases: [
        {
          name: 'discriminator',
          trains: ['discriminator'],
          optimiser: adam({ rate: 1e-3, beta1: 0.5 }),
          loss: ({ parameters: { generator, discriminator }, batch, noise }) => ({
            loss: discriminatorLoss(
              generate(discriminator, batch.x),
              generate(discriminator, generate(generator, noise.z)),
            ),
          }),
        },
        {
          name: 'generator',
          trains: ['generator'],
          optimiser: adam({ rate: 1e-3, beta1: 0.5 }),
          loss: ({ parameters: { generator, discriminator }, noise }) => ({
            loss: generatorLoss(generate(discriminator, generate(generator, noise.z))),
          }),
        },
      ],
    })
    const outcome = await fit(program, data, { seed: 1, epochs: 60, averageDecay: 0.99 })
    if (outcome.status !== 'trained') throw new Error(outcome.status)
    const { generator } = nodesOf(outcome.parameters)
    expectMixture(evaluate([generate(generator, normals(2000, 2))])[0]!.data, 0.4)
    const { losses } = outcome.history.at(-1)!
    // In equilibrium the discriminator is at 2 log 2 = 1.386.
    expect(losses.discriminator).toBeGreaterThan(1.1)
    expect(losses.generator).toBeLessThan(1.2)
  })

  test('as a Wasserstein network, its critic penalised and run five times as often', async () => {
    const program = defineProgram({
      batchSize,
      inputs: { x: [1] },
      noise: { z: standardNoise(2), between: { kind: 'uniform', shape: [batchSize, 1] } },
      initialise: (random) => ({
        generator: initialisePerceptron(random.split('generator'), [2, 32, 32, 1]),
        critic: initialisePerceptron(random.split('critic'), [1, 32, 32, 1]),
      }),
      phases: [
        {
          name: 'critic',
          trains: ['critic'],
          repeat: 5,
          optimiser: adam({ rate: 2e-3, beta1: 0.5, beta2: 0.9 }),
          loss({ parameters: { generator, critic }, batch: { x }, noise }) {
            const score = (records: Node): Node => generate(critic, records)
            const made = generate(generator, noise.z)
            const gap = criticLoss(score(x), score(made))
            const penalty = gradientPenalty(score, x, made, noise.between)
            return { loss: add(gap, multiply(penalty, 10)), metrics: { gap, penalty } }
          },
        },
        {
          name: 'generator',
          trains: ['generator'],
          optimiser: adam({ rate: 2e-3, beta1: 0.5, beta2: 0.9 }),
          loss: ({ parameters: { generator, critic }, noise }) => ({
            loss: wassersteinGeneratorLoss(generate(critic, generate(generator, noise.z))),
          }),
        },
      ],
    })
    const outcome = await fit(program, data, { seed: 1, epochs: 30, iterationsPerEpoch: 40 })
    if (outcome.status !== 'trained') throw new Error(outcome.status)
    const { generator } = nodesOf(outcome.parameters)
    expectMixture(evaluate([generate(generator, normals(2000, 2))])[0]!.data, 0.4)
    expect(Math.abs(outcome.history.at(-1)!.losses['critic/gap']!)).toBeLessThan(0.5)
  })
})
