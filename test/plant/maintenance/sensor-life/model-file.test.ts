import { expect, test } from 'vitest'
import { constant, input } from '../../../../src/learning/graph/apply.ts'
import { multiply } from '../../../../src/learning/graph/elementwise.ts'
import { encodeModel } from '../../../../src/learning/onnx/encode.ts'
import { withMetadata } from '../../../../src/learning/onnx/metadata.ts'
import { decodeSensorLife } from '../../../../src/plant/maintenance/sensor-life/model-file.ts'

const x = input('x', [-1, 1])
const other = encodeModel({ inputs: [x], outputs: { y: multiply(x, constant([2], [1])) } })

test('another ONNX model is refused', () => {
  expect(() => decodeSensorLife(other, 'a.onnx')).toThrow(
    'a.onnx: not a model of lives, expected a file of millrace maintenance fit',
  )
})

test('what is no model at all is refused', () => {
  expect(() => decodeSensorLife(Uint8Array.of(255, 1, 2), 'a.csv')).toThrow('a.csv: not a')
})

test('another format is refused', () => {
  const newer = withMetadata(other, { 'millrace.life': JSON.stringify({ format: 99 }) })
  expect(() => decodeSensorLife(newer, 'a')).toThrow('expected format 4, got 99')
})
