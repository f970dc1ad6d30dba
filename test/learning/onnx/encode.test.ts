import { expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import { add, relu } from '../../../src/learning/graph/elementwise.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'

const x = input('x', [-1, 2])

test('one model serves a batch of any size', async () => {
  const y = relu(add(matmul(x, constant([1, 0, 0, -1], [2, 2])), constant([0.5, 0.5], [2])))
  const session = await createSession(encodeModel({ inputs: [x], outputs: { y } }))
  for (const rows of [1, 7]) {
    const data = Float32Array.from({ length: rows * 2 }, (_, i) => i)
    const result = await session.run({ x: { shape: [rows, 2], data } })
    expect(result.y!.shape).toEqual([rows, 2])
    expect([...result.y!.data]).toEqual(
      [...data].map((v, i) => Math.max(0, i % 2 ? 0.5 - v : v + 0.5)),
    )
  }
  await session.release()
})

test('one row of a shared input stands for the whole batch', async () => {
  const once = input('once', [-1, 2])
  const sum = add(relu(once), x)
  const outputs = { y: add(relu(sum), sum) }
  const session = await createSession(encodeModel({ inputs: [x, once], outputs, shared: ['once'] }))
  const feeds = {
    x: { shape: [3, 2], data: Float32Array.of(0, 1, 2, 3, 4, 5) },
    once: { shape: [1, 2], data: Float32Array.of(10, -20) },
  }
  expect([...(await session.run(feeds)).y!.data]).toEqual([20, 2, 24, 6, 28, 10])
  await session.release()
})

test('an input that the outputs do not use is still declared', async () => {
  const noise = input('noise', [3])
  const session = await createSession(encodeModel({ inputs: [x, noise], outputs: { y: relu(x) } }))
  expect(session.inputs.map(({ name }) => name)).toEqual(['x', 'noise'])
  await session.release()
})

test('undeclared inputs and equal names are refused', () => {
  expect(() => encodeModel({ inputs: [], outputs: { y: relu(x) } })).toThrow('undeclared input')
  const twin = input('x', [1])
  expect(() => encodeModel({ inputs: [x, twin], outputs: {} })).toThrow("expected one 'x', got two")
})

test('metadata travel in the file', () => {
  const model = encodeModel({
    inputs: [x],
    outputs: { y: relu(x) },
    metadata: { seed: 'forty-two' },
  })
  expect(new TextDecoder().decode(model)).toContain('forty-two')
})
