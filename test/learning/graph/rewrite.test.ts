import { expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import { add, multiply, negate } from '../../../src/learning/graph/elementwise.ts'
import { print } from '../../../src/learning/graph/print.ts'
import { substitute, withInputs } from '../../../src/learning/graph/rewrite.ts'

const x = input('x', [2])
const weight = input('weight', [2])

test('an input gives way to a constant, and what does not depend on it stays the same node', () => {
  const kept = negate(x)
  const [y, same] = substitute(
    [multiply(kept, weight), kept],
    new Map([[weight, constant([1, 2], [2])]]),
  )
  expect(same).toBe(kept)
  expect(print({ y: y! })).toBe(
    'x: float32 [2]\n%0 = negate(x): float32 [2]\ny = multiply(%0, <[2] 1 2>): float32 [2]',
  )
})

test('a replacement that does not fit is refused with both shapes', () => {
  const wrong = constant([1, 2, 3], [3])
  expect(() => substitute([add(x, weight)], new Map([[weight, wrong]]))).toThrow('[2] and [3]')
})

test('a node with its own inputs is itself', () => {
  const node = add(x, weight)
  expect(withInputs(node, [x, weight])).toBe(node)
})
