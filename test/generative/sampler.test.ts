import { expect, test } from 'vitest'
import { plainCodec } from '../../src/generative/encoding/codec.ts'
import type { GenerativeModel } from '../../src/generative/family.ts'
import { encodeSampler, openSampler } from '../../src/generative/sampler.ts'
import { constant, input } from '../../src/learning/graph/apply.ts'
import { unsqueeze } from '../../src/learning/graph/arrangement.ts'
import { add, multiply } from '../../src/learning/graph/elementwise.ts'
import type { Node, TensorValue } from '../../src/learning/graph/node.ts'
import { encodeModel } from '../../src/learning/onnx/encode.ts'
import { sgd } from '../../src/learning/optim/sgd.ts'
import { createRandom } from '../../src/random.ts'

type Parameters<T> = { readonly shift: T }

/** condition + shift + noise */
const model: GenerativeModel<Parameters<TensorValue>> = {
  family: 'shift',
  noise: { spread: { kind: 'stratified', width: 2 } },
  program: {
    batchSize: 1,
    inputs: {},
    noise: {},
    initialise: () => ({ shift: { shape: [2], data: new Float32Array(2) } }),
    phases: [
      { name: 'none', trains: [], optimiser: sgd(), loss: () => ({ loss: constant([0], []) }) },
    ],
  },
  sample: ({ shift }: Parameters<Node>, condition, { spread }) =>
    add(add(unsqueeze(condition!, 1), shift), multiply(spread!, 0.001)),
  finish: ({ shift }) => ({ shift: { ...shift, data: shift.data.map((value) => value * 10) } }),
}
const codec = plainCodec(2, 2)
const parameters = { shift: { shape: [2], data: Float32Array.of(1, 2) } }
const file = encodeSampler(model, codec, parameters, { samples: 4 })
const condition = Float32Array.of(100, 200, 300, 400)

test('draws for each row as many samples as are asked for, whatever a run gives', async () => {
  const sampler = await openSampler(file)
  for (const count of [1, 4, 11]) {
    const records = await sampler.draw({ condition }, count, [createRandom(1), createRandom(2)])
    expect(records).toHaveLength(2 * count * 2)
    records.forEach((value, i) => {
      const row = Math.floor(i / (2 * count))
      expect(Math.round(value)).toBe((row === 0 ? [110, 220] : [310, 420])[i % 2])
    })
  }
  await sampler.release()
})

test('the records of a row depend on its own generator alone', async () => {
  const sampler = await openSampler(file)
  const both = await sampler.draw({ condition }, 5, [createRandom(1), createRandom(2)])
  const second = await sampler.draw({ condition: condition.subarray(2) }, 5, [createRandom(2)])
  const other = await sampler.draw({ condition: condition.subarray(2) }, 5, [createRandom(3)])
  await sampler.release()
  expect(second).toEqual(both.subarray(10))
  expect(other).not.toEqual(second)
})

test('a model that is no sampler is refused', async () => {
  const x = input('x', [-1, 2])
  const other = encodeModel({ inputs: [x], outputs: { y: add(x, 1) } })
  await expect(openSampler(other)).rejects.toThrow('not a sampler')
})
