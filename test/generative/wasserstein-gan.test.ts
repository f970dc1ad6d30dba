import { expect, test } from 'vitest'
import { wassersteinGan } from '../../src/generative/wasserstein-gan.ts'
import { adam } from '../../src/learning/optim/adam.ts'
import { fit } from '../../src/learning/training/fit.ts'
import { sampledMoments, toyCodec, toyMoments, toyRows, trainOnToy } from './toy.ts'

const small = {
  batchSize: 64,
  noiseWidth: 8,
  generator: { width: 32, blocks: 1 },
  criticWidths: [32, 32],
}

test('distance and penalty are recorded beside the losses, also for packed records', async () => {
  const model = wassersteinGan(toyCodec, { ...small, pack: 4 })
  const outcome = await fit(model.program, toyRows(512), { seed: 1, epochs: 2 })
  if (outcome.status !== 'trained') throw new Error(outcome.status)
  const { losses } = outcome.history[1]!
  expect(Object.keys(losses).toSorted()).toEqual([
    'critic',
    'critic/distance',
    'critic/penalty',
    'generator',
  ])
  const { critic, 'critic/distance': distance, 'critic/penalty': penalty } = losses
  expect(critic).toBeCloseTo(10 * penalty! - distance!, 4)
})

test('learns means, deviations and the dependence of a conditional distribution', async () => {
  const optimiser = adam({ rate: 1e-3, beta1: 0.5, beta2: 0.9 })
  const model = wassersteinGan(toyCodec, {
    ...small,
    // The records are small, and so are the distances between them.
    penalty: 1,
    generatorOptimiser: optimiser,
    criticOptimiser: optimiser,
  })
  const sampler = await trainOnToy(model, {
    epochs: 200,
    rows: 1024,
    averageDecay: 0.98,
  })
  for (const c of [-0.6, 0.6]) {
    const learnt = await sampledMoments(sampler, c)
    const { mean, deviation } = toyMoments(c)
    for (const field of [0, 1]) {
      expect(Math.abs(learnt.mean[field]! - mean[field]!)).toBeLessThan(0.08)
      expect(learnt.deviation[field]! / deviation[field]!).toBeGreaterThan(0.5)
      expect(learnt.deviation[field]! / deviation[field]!).toBeLessThan(1.5)
    }
    expect(learnt.correlation).toBeGreaterThan(0.5)
  }
})
