import { describe, expect, test } from 'vitest'
import type { GenerativeModel } from '../../src/generative/family.ts'
import { gan } from '../../src/generative/gan.ts'
import { histogramNetwork } from '../../src/generative/histogram-network.ts'
import { encodeSampler, openSampler } from '../../src/generative/sampler.ts'
import { vae } from '../../src/generative/vae.ts'
import { wassersteinGan } from '../../src/generative/wasserstein-gan.ts'
import { constant } from '../../src/learning/graph/apply.ts'
import { evaluate } from '../../src/learning/graph/evaluate.ts'
import type { Node, TensorValue } from '../../src/learning/graph/node.ts'
import { mapTree } from '../../src/learning/graph/tree.ts'
import { createSession } from '../../src/learning/onnx/session.ts'
import { adam } from '../../src/learning/optim/adam.ts'
import { fit } from '../../src/learning/training/fit.ts'
import { fillNoise } from '../../src/learning/training/noise.ts'
import type { Groups } from '../../src/learning/training/program.ts'
import { createRandom } from '../../src/random.ts'
import { toyCodec, toyRows } from './toy.ts'

const batchSize = 32
const optimiser = adam({ rate: 1e-3 })
const edges = Array.from({ length: 21 }, (_, i) => -1.2 + 0.12 * i)

const models: Readonly<Record<string, GenerativeModel>> = {
  histogram: histogramNetwork(toyCodec, {
    bins: { low: edges.slice(0, -1), high: edges.slice(1) },
    batchSize,
    width: 16,
    blocks: 1,
    optimiser,
  }),
  gan: gan(toyCodec, { batchSize, generatorWidths: [16, 16], discriminatorWidths: [16, 16] }),
  'wasserstein-gan': wassersteinGan(toyCodec, {
    batchSize,
    generator: { width: 16, blocks: 1 },
    criticWidths: [16, 16],
    pack: 2,
  }),
  vae: vae(toyCodec, { batchSize, width: 16, blocks: 1, optimiser, likelihood: 'normal' }),
}

describe.each(Object.entries(models))('%s', (name, model) => {
  test('is named, and samples records of the right shape for any batch', () => {
    expect(model.family).toBe(name)
    const values = model.program.initialise(createRandom(1))
    const records = sampleNodes(model, values, 3, 5)
    expect(records.shape).toEqual([3, 5, 2])
    expect(Array.from(records.data).every(Number.isFinite)).toBe(true)
  })

  test('the exported sampler gives what the graph gives', async () => {
    const values = model.program.initialise(createRandom(1))
    const expected = sampleNodes(model, model.finish?.(values) ?? values, 3, 5)
    const file = encodeSampler(model, toyCodec, values, { samples: 5 })
    const session = await createSession(file)
    const feeds = Object.entries(noiseOf(model, 3, 5)).map(([noise, value]) => [
      `${model.noise[noise]!.kind}/${noise}`,
      value,
    ])
    const { records } = await session.run({ condition, ...Object.fromEntries(feeds) })
    await session.release()
    expect(records!.shape).toEqual([3, 5, 2])
    expected.data.forEach((wanted, i) => expect(records!.data[i]).toBeCloseTo(wanted, 4))
  })

  test('the same seed trains the same model and draws the same records', async () => {
    const draw = async (): Promise<Float32Array> => {
      const outcome = await fit(model.program, toyRows(256), { seed: 3, epochs: 1 })
      if (outcome.status !== 'trained') throw new Error(outcome.status)
      const sampler = await openSampler(encodeSampler(model, toyCodec, outcome.parameters))
      const records = await sampler.draw({ condition: Float32Array.of(0.3) }, 20, [createRandom(4)])
      await sampler.release()
      return records
    }
    expect(await draw()).toEqual(await draw())
  })
})

const condition = { shape: [3, 1], data: Float32Array.of(-0.5, 0, 0.8) }

/** Noise `[rows, samples, width]` of every kind that the model needs. */
function noiseOf(
  model: GenerativeModel,
  rows: number,
  samples: number,
): Record<string, TensorValue> {
  const entries = Object.entries(model.noise).map(([name, { kind, width }]) => {
    const data = new Float32Array(rows * samples * width)
    fillNoise(data, kind === 'stratified' ? 'normal' : kind, createRandom(name))
    return [name, { shape: [rows, samples, width], data }] as const
  })
  return Object.fromEntries(entries)
}

function sampleNodes(
  model: GenerativeModel,
  values: Groups,
  rows: number,
  samples: number,
): TensorValue {
  const toNode = ({ data, shape }: TensorValue): Node => constant(data, shape)
  const noise = noiseOf(model, rows, samples)
  const nodes = Object.fromEntries(Object.entries(noise).map(([n, value]) => [n, toNode(value)]))
  const parameters = mapTree(values, (leaf) => toNode(leaf as TensorValue))
  return evaluate([model.sample(parameters, toNode(condition), nodes)], {})[0]!
}
