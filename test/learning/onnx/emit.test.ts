import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { operators, sample } from '../graph/samples.ts'

describe.each(operators)('%s', (operator) => {
  test.each([1, 2, 3, 4, 5, 6])(
    'gives on ONNX Runtime what the interpreter gives (%i)',
    async (seed) => {
      const { node, inputs, feeds } = sample(operator, createRandom(`${operator}/${seed}`))
      const [expected] = evaluate([node], feeds)
      const session = await createSession(encodeModel({ inputs, outputs: { y: node } }))
      try {
        const { y } = await session.run(feeds)
        expect(y!.shape).toEqual(expected!.shape)
        expected!.data.forEach((wanted, i) => {
          expect(
            Math.abs(y!.data[i]! - wanted),
            `entry ${i}: ${y!.data[i]} and ${wanted}`,
          ).toBeLessThan(1e-5 * Math.max(1, Math.abs(wanted)))
        })
      } finally {
        await session.release()
      }
    },
  )
})
