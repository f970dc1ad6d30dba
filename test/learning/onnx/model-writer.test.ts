import { expect, test } from 'vitest'
import { ModelWriter } from '../../../src/learning/onnx/model-writer.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'

test('equal constants are shared, different ones are not', () => {
  const writer = new ModelWriter()
  expect(writer.float(0.5)).toBe(writer.float(0.5))
  expect(writer.integers([1, 2])).toBe(writer.integers([1, 2]))
  expect(writer.integers([1, 2])).not.toBe(writer.integers([12]))
})

test('a model written by hand runs', async () => {
  const writer = new ModelWriter()
  writer.input({ name: 'x', shape: [2], type: 'float32' })
  const twice = writer.node('Mul', ['x', writer.float(2)])
  writer.output({ name: 'twice', shape: [2], type: 'float32' }, twice)
  writer.output({ name: 'again', shape: [2], type: 'float32' }, twice)
  writer.output({ name: 'same', shape: [2], type: 'float32' }, 'x')
  writer.metadata('made', 'by hand')
  const model = writer.finish()
  expect(new TextDecoder().decode(model)).toContain('by hand')
  const session = await createSession(model)
  const {
    twice: result,
    again,
    same,
  } = await session.run({
    x: { shape: [2], data: Float32Array.of(1, 2) },
  })
  await session.release()
  expect([...result!.data]).toEqual([2, 4])
  expect([...again!.data]).toEqual([2, 4])
  expect([...same!.data]).toEqual([1, 2])
})

test('an empty sequence is declared before the tensors', async () => {
  const writer = new ModelWriter()
  writer.input({ name: 'x', shape: [2], type: 'float32' })
  writer.output({ name: 'y', shape: [2], type: 'float32' }, writer.node('Neg', ['x']))
  writer.emptySequence('nothing')
  const { InferenceSession } = await import('onnxruntime-node')
  const session = await InferenceSession.create(writer.finish())
  expect(session.outputNames).toEqual(['nothing', 'y'])
  expect(session.outputMetadata.map(({ isTensor }) => isTensor)).toEqual([false, true])
  await session.release()
})
