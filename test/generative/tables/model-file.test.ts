import { expect, test } from 'vitest'
import { recordSchema } from '../../../src/data/table/schema.ts'
import {
  decodeTableModel,
  encodeTableModel,
  type StoredTableModel,
} from '../../../src/generative/tables/model-file.ts'
import { input } from '../../../src/learning/graph/apply.ts'
import { add } from '../../../src/learning/graph/elementwise.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { withMetadata } from '../../../src/learning/onnx/metadata.ts'

const x = input('x', [3])
const sampler = encodeModel({ inputs: [x], outputs: { y: add(x, 1) } })
const stored: StoredTableModel = {
  description: {
    family: 'autoregressive',
    schema: recordSchema.parse({ fields: { 'Drehmoment [Nm]': { kind: 'boolean' } } }),
    seed: 1,
    training: { seconds: 1, rows: 2, validationRows: 0, history: [], bestEpoch: 0 },
  },
  models: { sampler, density: Uint8Array.of(1, 2, 3) },
  constraints: [{ kind: 'sum', total: 0, parts: [1, 2] }],
  state: { bins: [1, 2] },
}

test('what is written is read', () => {
  const back = decodeTableModel(encodeTableModel(stored), 'a.millrace')
  expect(back.description).toEqual(stored.description)
  expect(back.constraints).toEqual(stored.constraints)
  expect(back.state).toEqual(stored.state)
  expect(Array.from(back.models['density']!)).toEqual([1, 2, 3])
})

test('a file cut short anywhere is refused', () => {
  const bytes = encodeTableModel(stored)
  for (const length of [1, 20, Math.floor(bytes.length / 2), bytes.length - 1]) {
    const decode = (): unknown => decodeTableModel(bytes.subarray(0, length), 'a.millrace')
    expect(decode).toThrow(expect.objectContaining({ code: 'bad-input' }))
    expect(decode).toThrow(/^a\.millrace: not a /)
  }
})

test('another ONNX model, and one of a newer version, are refused', () => {
  expect(() => decodeTableModel(sampler, 'b.onnx')).toThrow('b.onnx: not a model of records')
  const newer = withMetadata(sampler, { 'millrace.table': '{"format":9}' })
  expect(() => decodeTableModel(newer, 'c')).toThrow(expect.objectContaining({ code: 'conflict' }))
})
