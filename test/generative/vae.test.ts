import { describe, expect, test } from 'vitest'
import { vae } from '../../src/generative/vae.ts'
import { adam } from '../../src/learning/optim/adam.ts'
import { fit } from '../../src/learning/training/fit.ts'
import { sampledMoments, toyCodec, toyMoments, toyRows, trainOnToy } from './toy.ts'

const edges = Array.from({ length: 41 }, (_, i) => -1.2 + 0.06 * i)
const bins = { low: edges.slice(0, -1), high: edges.slice(1) }
const options = {
  batchSize: 128,
  width: 32,
  blocks: 1,
  latentWidth: 2,
  optimiser: adam({ rate: 5e-3 }),
}

describe.each([
  ['normal', 'normal'],
  ['histogram', bins],
] as const)('likelihood %s', (_, likelihood) => {
  test('learns means, deviations and the dependence of a conditional distribution', async () => {
    const model = vae(toyCodec, { ...options, likelihood })
    const sampler = await trainOnToy(model, { epochs: 80, averageDecay: 0.98 })
    for (const c of [-0.6, 0, 0.6]) {
      const learnt = await sampledMoments(sampler, c)
      const { mean, deviation } = toyMoments(c)
      for (const field of [0, 1]) {
        expect(Math.abs(learnt.mean[field]! - mean[field]!)).toBeLessThan(0.06)
        expect(learnt.deviation[field]! / deviation[field]!).toBeGreaterThan(0.7)
        expect(learnt.deviation[field]! / deviation[field]!).toBeLessThan(1.4)
      }
      expect(learnt.correlation).toBeGreaterThan(0.5)
      expect(learnt.correlation).toBeLessThan(0.95)
    }
  })
})

test('free bits let a latent space carry something before it must pay', async () => {
  const divergenceWith = async (freeBits: number): Promise<number> => {
    const model = vae(toyCodec, { ...options, likelihood: 'normal', freeBits, beta: 20 })
    const outcome = await fit(model.program, toyRows(512), { seed: 1, epochs: 20 })
    if (outcome.status !== 'trained') throw new Error(outcome.status)
    return outcome.history.at(-1)!.losses['bound/divergence']!
  }
  expect(await divergenceWith(0.5)).toBeGreaterThan(2 * (await divergenceWith(0)))
})
