import { expect, test } from 'vitest'
import { plainCodec } from '../../src/generative/encoding/codec.ts'
import { histogramNetwork } from '../../src/generative/histogram-network.ts'
import { identity } from '../../src/generative/copula.ts'
import { constant } from '../../src/learning/graph/apply.ts'
import { evaluate } from '../../src/learning/graph/evaluate.ts'
import type { Node } from '../../src/learning/graph/node.ts'
import { mapTree } from '../../src/learning/graph/tree.ts'
import { adam } from '../../src/learning/optim/adam.ts'
import { createRandom } from '../../src/random.ts'
import { sampledMoments, toyCodec, toyMoments, trainOnToy } from './toy.ts'

const edges = Array.from({ length: 41 }, (_, i) => -1.2 + 0.06 * i)

test('learns means, deviations and the dependence of a conditional distribution', async () => {
  const model = histogramNetwork(toyCodec, {
    bins: { low: edges.slice(0, -1), high: edges.slice(1) },
    batchSize: 128,
    width: 32,
    blocks: 1,
    optimiser: adam({ rate: 5e-3 }),
  })
  const sampler = await trainOnToy(model, { epochs: 25, averageDecay: 0.98 })
  for (const c of [-0.7, 0, 0.7]) {
    const learnt = await sampledMoments(sampler, c)
    const { mean, deviation } = toyMoments(c)
    for (const field of [0, 1]) {
      expect(Math.abs(learnt.mean[field]! - mean[field]!)).toBeLessThan(0.04)
      expect(learnt.deviation[field]! / deviation[field]!).toBeGreaterThan(0.75)
      expect(learnt.deviation[field]! / deviation[field]!).toBeLessThan(1.3)
    }
    expect(learnt.correlation).toBeGreaterThan(0.6)
    expect(learnt.correlation).toBeLessThan(0.9)
  }
})

test('values that occur as such are drawn as such, with the probabilities of the histogram', () => {
  const prior = [0.5, 0.3, 0.2]
  const model = histogramNetwork(plainCodec(1), {
    bins: { low: [0, 1, 5], high: [0, 1, 10] },
    batchSize: 8,
    width: 4,
    blocks: 1,
    optimiser: adam(),
    prior,
  })
  const values = model.program.initialise(createRandom(1))
  const parameters = mapTree(values, ({ data, shape }): Node => constant(data, shape))
  const zeroed = {
    ...parameters,
    network: mapTree(parameters.network, (leaf, path) =>
      path === 'exit/weights' ? constant(new Float32Array(12), leaf.shape) : leaf,
    ),
  }
  // Normals at the ranks 0.1, 0.49, 0.51, 0.79, 0.81 and 0.999.
  const ranks = constant([-1.2816, -0.0251, 0.0251, 0.8064, 0.8779, 3.0902], [1, 6, 1])
  const [drawn] = evaluate([model.sample(zeroed, undefined, { ranks })], {})
  expect([...drawn!.data.subarray(0, 4)].map(Math.round)).toEqual([0, 0, 1, 1])
  expect(drawn!.data[4]).toBeCloseTo(5 + (5 * 0.01) / 0.2, 1)
  expect(drawn!.data[5]).toBeCloseTo(10 - (5 * 0.001) / 0.2, 1)
})

test('finishing turns the correlation of ranks into a factor', () => {
  const model = histogramNetwork(toyCodec, {
    bins: { low: [0, 1], high: [0, 1] },
    batchSize: 8,
    width: 4,
    blocks: 1,
    optimiser: adam(),
  })
  const initial = model.program.initialise(createRandom(1))
  const ranks = { shape: [2, 2], data: Float32Array.of(1, 0.6, 0.6, 1) }
  const { copula } = model.finish!({ ...initial, copula: { ranks, factor: identity(2) } })
  expect(copula.factor.data[2]).toBeCloseTo(0.95 * 0.6, 6)
})
