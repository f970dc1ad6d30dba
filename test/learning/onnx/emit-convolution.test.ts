import { expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import { convolution } from '../../../src/learning/graph/convolution.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { blockedDomain } from '../../../src/learning/onnx/blocked-convolution.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'

const target = { channelBlock: 8 }
const x = input('x', [2, 8, 5, 5])
const weights = input('w', [8, 8, 3, 3])

const text = (model: Uint8Array): string => new TextDecoder().decode(model)

test('a model for any runtime has standard operators only', () => {
  const y = convolution(x, weights)
  expect(text(encodeModel({ inputs: [x, weights], outputs: { y } }))).not.toContain(blockedDomain)
  expect(text(encodeModel({ inputs: [x, weights], outputs: { y }, target }))).toContain(
    blockedDomain,
  )
})

test('constant weights are left to the runtime, which turns them once', () => {
  const w: Node = constant(new Float32Array(8 * 8 * 9), [8, 8, 3, 3])
  const model = encodeModel({ inputs: [x], outputs: { y: convolution(x, w) }, target })
  expect(text(model)).not.toContain(blockedDomain)
})
