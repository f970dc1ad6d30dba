import { expect, test } from 'vitest'
import { gan } from '../../src/generative/gan.ts'
import { flattenTree } from '../../src/learning/graph/tree.ts'
import { adam } from '../../src/learning/optim/adam.ts'
import { fit } from '../../src/learning/training/fit.ts'
import { createRandom } from '../../src/random.ts'
import { sampledMoments, toyCodec, toyMoments, toyRows, trainOnToy } from './toy.ts'

const small = {
  batchSize: 128,
  noiseWidth: 8,
  generatorWidths: [48, 48],
  discriminatorWidths: [48, 48],
}

test('the article’s generator and discriminator are the default', () => {
  const parameters = gan(toyCodec, { batchSize: 4 }).program.initialise(createRandom(1))
  const widths = (name: 'generator' | 'discriminator'): (number | undefined)[] =>
    Object.values(parameters[name]).map(({ weights }) => weights.shape[1])
  expect(widths('generator')).toEqual([128, 256, 512, 1024, 2048, 2])
  expect(widths('discriminator')).toEqual([1024, 512, 256, 128, 1])
})

test('both losses are recorded, and each phase trains its own side', async () => {
  const model = gan(toyCodec, { ...small, generatorOptimiser: adam({ rate: 0 }) })
  const before = model.program.initialise(createRandom(1).split('initialise'))
  const outcome = await fit(model.program, toyRows(256), { seed: 1, epochs: 2 })
  if (outcome.status !== 'trained') throw new Error(outcome.status)
  expect(Object.keys(outcome.history[0]!.losses)).toEqual(['discriminator', 'generator'])
  const after = flattenTree(outcome.parameters)
  const changed = [...flattenTree(before)]
    .filter(([path, { data }]) => data.some((value, i) => value !== after.get(path)!.data[i]))
    .map(([path]) => path)
  expect(changed.some((path) => path.startsWith('discriminator'))).toBe(true)
  expect(changed.some((path) => path.startsWith('generator'))).toBe(false)
})

test('learns where a conditional distribution lies and how wide it is', async () => {
  const rates = {
    generatorOptimiser: adam({ rate: 1e-3, beta1: 0.5 }),
    discriminatorOptimiser: adam({ rate: 1e-3, beta1: 0.5 }),
  }
  const sampler = await trainOnToy(gan(toyCodec, { ...small, ...rates }), {
    epochs: 60,
    averageDecay: 0.98,
  })
  for (const c of [-0.6, 0.6]) {
    const learnt = await sampledMoments(sampler, c)
    const { mean, deviation } = toyMoments(c)
    for (const field of [0, 1]) {
      expect(Math.abs(learnt.mean[field]! - mean[field]!)).toBeLessThan(0.1)
      expect(learnt.deviation[field]! / deviation[field]!).toBeGreaterThan(0.4)
      expect(learnt.deviation[field]! / deviation[field]!).toBeLessThan(1.8)
    }
    expect(learnt.correlation).toBeGreaterThan(0.4)
  }
})
