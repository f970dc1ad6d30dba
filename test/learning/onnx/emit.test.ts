import { describe, expect, test } from 'vitest'
import { cast, square } from '../../../src/learning/graph/elementwise.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { gradient } from '../../../src/learning/graph/gradient.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { createRandom } from '../../../src/random.ts'
import { operators, sample } from '../graph/samples.ts'

describe.each(operators)('%s', (operator) => {
  test.each([1, 2, 3, 4, 5, 6])(
    'gives on ONNX Runtime what the interpreter gives, as does its gradient (%i)',
    async (seed) => {
      const { node, inputs, feeds } = sample(operator, createRandom(`${operator}/${seed}`))
      const floats = inputs.filter((x) => x.type === 'float32')
      const slopes = gradient(sum(square(cast(node, 'float32'))), floats)
      const outputs: Record<string, Node> = { y: node }
      slopes.forEach((slope, i) => {
        outputs[`slope${i}`] = slope
      })
      const session = await createSession(encodeModel({ inputs, outputs }))
      try {
        const results = await session.run(feeds)
        evaluate(Object.values(outputs), feeds).forEach((expected, k) => {
          const name = Object.keys(outputs)[k]!
          const { shape, data } = results[name]!
          expect(shape).toEqual(expected.shape)
          const scale = Math.max(1, ...expected.data.map(Math.abs))
          expected.data.forEach((wanted, i) => {
            const error = Math.abs(data[i]! - wanted)
            expect(error, `${name}[${i}]: ${data[i]} and ${wanted}`).toBeLessThan(1e-5 * scale)
          })
        })
      } finally {
        await session.release()
      }
    },
  )
})
