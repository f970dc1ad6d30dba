import { describe, expect, test } from 'vitest'
import { apply, input } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { add } from '../../../src/learning/graph/elementwise.ts'
import { reshape } from '../../../src/learning/graph/arrangement.ts'
import type { Node, Window } from '../../../src/learning/graph/node.ts'
import { blockedDomain } from '../../../src/learning/onnx/blocked-convolution.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { thisMachine } from '../../../src/learning/onnx/target.ts'
import { createRandom } from '../../../src/random.ts'
import { value } from '../graph/samples.ts'

const target = await thisMachine()
const block = target.channelBlock ?? 16

const usesBlocks = (model: Uint8Array): boolean =>
  new TextDecoder().decode(model).includes(blockedDomain)

/** The largest difference between ONNX Runtime and the interpreter. */
async function errorOf(node: Node, inputs: readonly Node<'input'>[]): Promise<number> {
  const random = createRandom('blocked')
  const feeds = Object.fromEntries(
    inputs.map(({ attributes, shape }) => [attributes.name, value(random, { shape })]),
  )
  const model = encodeModel({ inputs, outputs: { node }, target })
  expect(usesBlocks(model)).toBe(true)
  const session = await createSession(model)
  const result = await session.run(feeds)
  await session.release()
  const [expected] = evaluate([node], feeds)
  expect(result.node!.shape).toEqual(expected!.shape)
  const { data } = result.node!
  return Math.max(...Array.from(expected!.data, (wanted, i) => Math.abs(data[i]! - wanted)))
}

const square = (n: number): readonly number[] => [n, n]

function windowOf(options: Partial<Window>): Window {
  return {
    strides: square(1),
    before: square(0),
    after: square(0),
    dilations: square(1),
    groups: 1,
    ...options,
  }
}

describe.skipIf(target.channelBlock === undefined)('on a machine with blocked kernels', () => {
  test.each([
    ['3x3 that keeps the size', [3, 3], windowOf({ before: square(1), after: square(1) })],
    ['4x4 that halves it', [4, 4], windowOf({ strides: square(2), before: [1, 1], after: [1, 1] })],
    ['uneven in everything', [2, 3], windowOf({ strides: [1, 2], before: [1, 0], after: [0, 2] })],
    ['with gaps', [2, 2], windowOf({ dilations: [2, 1] })],
  ])('a convolution, %s, is what the interpreter gives', async (_, kernel, window) => {
    const x = input('x', [3, 2 * block, 8, 7])
    const w = input('w', [block, 2 * block, ...kernel])
    const bias = input('bias', [block])
    const y = add(apply('convolution', [x, w], window), reshape(bias, [block, 1, 1]))
    expect(await errorOf(y, [x, w, bias])).toBeLessThan(1e-4)
  })

  test.each([
    ['3x3 that keeps the size', [3, 3], windowOf({ before: square(1), after: square(1) }), [5, 4]],
    [
      '4x4 that doubles it',
      [4, 4],
      windowOf({ strides: square(2), before: [1, 1], after: [1, 1] }),
      [10, 8],
    ],
    [
      'uneven strides',
      [6, 2],
      windowOf({ strides: [3, 1], before: [2, 0], after: [1, 0] }),
      [15, 5],
    ],
    ['without overlap', [2, 2], windowOf({ strides: square(2) }), [10, 8]],
  ])('its adjoint, %s, is what the interpreter gives', async (_, kernel, window, size) => {
    const y = input('y', [3, 2 * block, 5, 4])
    const w = input('w', [2 * block, block, ...kernel])
    const bias = input('bias', [block])
    const x = apply('convolutionTranspose', [y, w], { ...window, size })
    const biased = add(x, reshape(bias, [block, 1, 1]))
    expect(await errorOf(biased, [y, w, bias])).toBeLessThan(1e-4)
  })

  test('shapes that do not fit, or would gain nothing, keep the standard operators', () => {
    const encode = (
      operator: 'convolution' | 'convolutionTranspose',
      options: Options,
    ): boolean => {
      const { channels = block, groups = 1, kernel = 3, stride = 1 } = options
      const x = input('x', [2, channels, 5, 5])
      const w = input('w', [channels, channels / groups, kernel, kernel])
      const window = windowOf({ groups, strides: square(stride) })
      const size = square((5 - 1) * stride + kernel)
      const y =
        operator === 'convolution'
          ? apply(operator, [x, w], window)
          : apply(operator, [x, w], { ...window, size })
      return usesBlocks(encodeModel({ inputs: [x, w], outputs: { y }, target }))
    }
    expect(encode('convolution', {})).toBe(true)
    expect(encode('convolution', { stride: 2 })).toBe(true)
    expect(encode('convolution', { channels: block + 1 })).toBe(false)
    expect(encode('convolution', { channels: 2 * block, groups: 2 })).toBe(false)
    expect(encode('convolution', { kernel: 1 })).toBe(false)
    expect(encode('convolutionTranspose', { kernel: 4, stride: 2 })).toBe(true)
    expect(encode('convolutionTranspose', { kernel: 3, stride: 2 })).toBe(false)
  })
})

interface Options {
  readonly channels?: number
  readonly groups?: number
  readonly kernel?: number
  readonly stride?: number
}
