import { expect, test } from 'vitest'
import { MessageWriter } from '../../../src/learning/onnx/protobuf.ts'

// Examples of the encoding documentation of Protocol Buffers: 150 is 96 01, "testing" is 07 74 65 ...
test('integers, text and nested messages have their documented bytes', () => {
  expect([...new MessageWriter().integer(1, 150).finish()]).toEqual([0x08, 0x96, 0x01])
  expect([...new MessageWriter().string(2, 'hi').finish()]).toEqual([0x12, 2, 0x68, 0x69])
  const nested = new MessageWriter().message(3, new MessageWriter().integer(1, 150)).finish()
  expect([...nested]).toEqual([0x1a, 3, 0x08, 0x96, 0x01])
})

test('negative integers take ten bytes', () => {
  const bytes = [...new MessageWriter().integer(1, -1).finish()]
  expect(bytes).toEqual([0x08, ...Array<number>(9).fill(0xff), 0x01])
})

test('packed integers, floats and field numbers above fifteen', () => {
  expect([...new MessageWriter().packed(4, [3, 270]).finish()]).toEqual([0x22, 3, 3, 0x8e, 2])
  expect([...new MessageWriter().float(2, 1).finish()]).toEqual([0x15, 0, 0, 0x80, 0x3f])
  expect([...new MessageWriter().integer(20, 1).finish()]).toEqual([0xa0, 0x01, 1])
})
