import { expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import { add, exp } from '../../../src/learning/graph/elementwise.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { countNodes } from '../../../src/learning/onnx/graph-size.ts'

test('the nodes of a graph are counted, whatever its weights', () => {
  const x = input('x', [1000])
  const weights = constant(
    Array.from({ length: 1000 }, (_, i) => i),
    [1000],
  )
  const countOf = (y: Node): number => countNodes(encodeModel({ inputs: [x], outputs: { y } }))
  expect(countOf(exp(x))).toBe(1)
  expect(countOf(add(exp(x), weights))).toBe(2)
})

test('bytes that are no model are refused', () => {
  expect(() => countNodes(Uint8Array.of(10, 200))).toThrow('model: cut short')
})
