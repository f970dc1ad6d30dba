import { expect, test } from 'vitest'
import { initialiseResidual, residual } from '../../src/generative/residual-network.ts'
import { constant, input } from '../../src/learning/graph/apply.ts'
import { evaluate } from '../../src/learning/graph/evaluate.ts'
import type { Node } from '../../src/learning/graph/node.ts'
import { mapTree } from '../../src/learning/graph/tree.ts'
import { createRandom } from '../../src/random.ts'

const values = initialiseResidual(createRandom(1), 3, 2, { width: 16, blocks: 2 })
const network = mapTree(values, ({ data, shape }): Node => constant(data, shape))

test('maps the last axis and keeps the others', () => {
  expect(residual(network, input('x', [-1, 5, 3])).shape).toEqual([-1, 5, 2])
})

test('begins with nearly the same answer for all inputs', () => {
  const [y] = evaluate([residual(network, constant([1, 2, 3, -4, 5, 0], [2, 3]))], {})
  expect(y!.data.every((value) => Math.abs(value) < 1)).toBe(true)
  expect(y!.data[0]).not.toBe(y!.data[2])
})
