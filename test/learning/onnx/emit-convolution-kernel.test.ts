import { expect, test } from 'vitest'
import { apply, input } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import type { Window } from '../../../src/learning/graph/node.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { createRandom } from '../../../src/random.ts'
import { value } from '../graph/samples.ts'

const uneven = { strides: [2, 1], before: [1, 0], after: [0, 1], dilations: [1, 2] }
const padded = { strides: [1, 1], before: [1, 1], after: [1, 1], dilations: [1, 1] }
const halving = { ...padded, strides: [2, 2] }
// Some taps of a kernel of 3 meet nothing but padding.
const wide = { ...padded, before: [7, 1], after: [7, 1] }

// The conformance test has few channels; each way of taking the products needs a case.
test.each([
  ['few channels, all taps at once', uneven, 3, 1],
  ['many channels, tap by tap', uneven, 20, 1],
  ['many channels in groups', uneven, 40, 2],
  ['many channels without the padding', padded, 80, 1],
  ['many channels without the padding, in groups', padded, 160, 2],
  ['many channels without the padding, over a stride', halving, 80, 1],
  ['taps that meet nothing', wide, 80, 1],
])('%s', async (_, spans, channels, groups) => {
  const window: Window = { ...spans, groups }
  const x = input('x', [3, channels, 7, 6])
  const w = input('w', [4, channels / groups, 3, 2])
  const y = input('y', apply('convolution', [x, w], window).shape)
  const slope = apply('convolutionKernel', [x, y], { ...window, size: [3, 2] })
  const random = createRandom('kernel')
  const feeds = { x: value(random, { shape: x.shape }), y: value(random, { shape: y.shape }) }
  const model = encodeModel({ inputs: [x, y], outputs: { slope } })
  const session = await createSession(model)
  const result = await session.run(feeds)
  await session.release()
  const [expected] = evaluate([slope], feeds)
  expected!.data.forEach((wanted, i) => expect(result.slope!.data[i]).toBeCloseTo(wanted, 3))
})

test('padding is left out of the products where that is cheaper, else x is padded', () => {
  const padsX = (channels: number): boolean => {
    const x = input('x', [2, channels, 7, 7])
    const y = input('y', [2, 4, 7, 7])
    const slope = apply('convolutionKernel', [x, y], { ...padded, groups: 1, size: [3, 3] })
    const model = encodeModel({ inputs: [x, y], outputs: { slope } })
    return new TextDecoder('latin1').decode(model).includes('Pad_v')
  }
  expect(padsX(64)).toBe(false)
  expect(padsX(20)).toBe(true)
})
