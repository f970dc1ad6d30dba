import { expect, test } from 'vitest'
import { input } from '../../../src/learning/graph/apply.ts'
import { add } from '../../../src/learning/graph/elementwise.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import {
  contentEntry,
  readContent,
  refuseOthers,
} from '../../../src/learning/onnx/model-content.ts'

const x = input('x', [3])
const format = {
  key: 'millrace.test',
  version: 2,
  kind: 'model of tests',
  source: 'millrace test',
} as const

function fileWith(metadata: Record<string, string>): Uint8Array {
  return encodeModel({ inputs: [x], outputs: { y: add(x, 1) }, metadata })
}

test('what is written is read, beside other metadata', () => {
  const written = { levels: ['a', '需求'], count: 3 }
  const bytes = fileWith({ other: 'b', ...contentEntry(format, written) })
  const { content, metadata } = readContent(bytes, 'm', format)
  expect(content).toEqual(written)
  expect(metadata['other']).toBe('b')
})

test('a file cut short anywhere is refused', () => {
  const bytes = fileWith(contentEntry(format, { count: 3 }))
  for (let length = 0; length < bytes.length; length += 7) {
    expect(() => readContent(bytes.subarray(0, length), 'm', format)).toThrow(
      /^m: not a (whole )?model of tests, expected a file of millrace test, got/,
    )
  }
})

test('another model, and what is no text of ours, are refused', () => {
  const message =
    'm: not a model of tests, expected a file of millrace test, got another ONNX model'
  for (const metadata of [{}, { 'millrace.test': 'H4sIAAAA' }, { 'millrace.test': '3' }]) {
    expect(() => readContent(fileWith(metadata), 'm', format)).toThrow(message)
  }
})

test('a file of another version is a conflict', () => {
  const read = (version: number): unknown =>
    readContent(fileWith(contentEntry({ ...format, version }, {})), 'm', format)
  expect(() => read(1)).toThrow('m: made by an older version, expected format 2, got 1')
  expect(() => read(3)).toThrow('m: made by a newer version, expected format 2, got 3')
})

test('a table in place of a model is called what it is', () => {
  for (const text of ['torque,result\n35.2,good\n', '{"a": 1}', 'PAR1\u0015\u0004']) {
    expect(() => readContent(Buffer.from(text), 'm', format)).toThrow(
      'm: not a model of tests, expected a file of millrace test, got a table or other text',
    )
  }
})

test('a file of ours of another kind is called what it is', () => {
  const other = {
    ...format,
    key: 'millrace.other',
    kind: 'model of others',
    source: 'millrace other',
  }
  const bytes = fileWith(contentEntry(other, {}))
  const message =
    'm: not a model of tests, expected a file of millrace test, got a model of others, a file of millrace other'
  expect(() => readContent(bytes, 'm', format)).toThrow(message)
  const both = fileWith({ ...contentEntry(format, {}), ...contentEntry(other, {}) })
  const { metadata } = readContent(both, 'm', format)
  expect(() => refuseOthers(metadata, 'm', format)).toThrow(message)
  expect(() => refuseOthers({ ...contentEntry(format, {}) }, 'm', format)).not.toThrow()
})
