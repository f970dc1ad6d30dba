import { expect, test } from 'vitest'
import { thisMachine } from '../../../src/learning/onnx/target.ts'

test('the machine is asked once, and its blocks are a power of two or absent', async () => {
  const target = await thisMachine()
  expect(await thisMachine()).toBe(target)
  expect([undefined, 8, 16, 32]).toContain(target.channelBlock)
})
