import { expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import { add } from '../../../src/learning/graph/elementwise.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { readMetadata, withMetadata } from '../../../src/learning/onnx/metadata.ts'

const x = input('x', [3])
const weights = constant(new Float32Array(3).fill(0.5), [3])

test('what is written is read, among weights and nodes', () => {
  const metadata = { family: 'vae', condition: '需求', empty: '' }
  const model = encodeModel({ inputs: [x], outputs: { y: add(x, weights) }, metadata })
  expect(readMetadata(model)).toEqual(metadata)
})

test('a model without metadata has none', () => {
  expect(readMetadata(encodeModel({ inputs: [x], outputs: { y: add(x, 1) } }))).toEqual({})
})

test('bytes that are no model are refused', () => {
  const model = encodeModel({ inputs: [x], outputs: { y: add(x, 1) }, metadata: { a: 'b' } })
  expect(() => readMetadata(model.subarray(0, 1))).toThrow('cut short')
  expect(() => readMetadata(new TextEncoder().encode('not a model'))).toThrow('no ONNX')
})

test('metadata are added to a model that still runs', async () => {
  const model = encodeModel({ inputs: [x], outputs: { y: add(x, 1) }, metadata: { a: 'b' } })
  const more = withMetadata(model, { c: '需求' })
  expect(readMetadata(more)).toEqual({ a: 'b', c: '需求' })
  const session = await createSession(more)
  const { y } = await session.run({ x: { shape: [3], data: Float32Array.of(1, 2, 3) } })
  expect(Array.from(y!.data)).toEqual([2, 3, 4])
  await session.release()
})
