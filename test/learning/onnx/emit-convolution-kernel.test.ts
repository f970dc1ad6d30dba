import { expect, test } from 'vitest'
import { apply, input } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import type { Window } from '../../../src/learning/graph/node.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { createRandom } from '../../../src/random.ts'
import { value } from '../graph/samples.ts'

// The conformance test has few channels; both ways of taking the product need a case.
test.each([
  ['few channels, all taps at once', 3, 1],
  ['many channels, tap by tap', 20, 1],
  ['many channels in groups', 40, 2],
])('%s', async (_, channels, groups) => {
  const window: Window = {
    strides: [2, 1],
    before: [1, 0],
    after: [0, 1],
    dilations: [1, 2],
    groups,
  }
  const x = input('x', [3, channels, 7, 6])
  const w = input('w', [4, channels / groups, 3, 2])
  const y = input('y', apply('convolution', [x, w], window).shape)
  const slope = apply('convolutionKernel', [x, y], { ...window, size: [3, 2] })
  const random = createRandom('kernel')
  const feeds = { x: value(random, { shape: x.shape }), y: value(random, { shape: y.shape }) }
  const session = await createSession(encodeModel({ inputs: [x, y], outputs: { slope } }))
  const result = await session.run(feeds)
  await session.release()
  const [expected] = evaluate([slope], feeds)
  expected!.data.forEach((wanted, i) => expect(result.slope!.data[i]).toBeCloseTo(wanted, 3))
})
