import { expect, test } from 'vitest'
import { input } from '../../../src/learning/graph/apply.ts'
import { add, multiply, negate } from '../../../src/learning/graph/elementwise.ts'
import {
  formatShape,
  isOperator,
  sizeOf,
  topologicalOrder,
  type Node,
} from '../../../src/learning/graph/node.ts'

test('every node comes once and after its inputs', () => {
  const x = input('x', [2])
  const shared = negate(x)
  const y = add(multiply(shared, x), shared)
  const order = topologicalOrder([y, shared])
  expect(order.map((node) => node.operator)).toEqual(['input', 'negate', 'multiply', 'add'])
})

test('a chain of 50,000 nodes does not overflow the stack', () => {
  let node: Node = input('x', [])
  for (let i = 0; i < 50_000; i++) node = negate(node)
  expect(topologicalOrder([node])).toHaveLength(50_001)
})

test('a node is narrowed by its operator', () => {
  const x: Node = input('speed', [3])
  expect(isOperator(x, 'input') && x.attributes.name).toBe('speed')
  expect(isOperator(x, 'add')).toBe(false)
})

test('shapes print with the symbolic batch, and a scalar has one element', () => {
  expect(formatShape([-1, 3])).toBe('[batch, 3]')
  expect(sizeOf([])).toBe(1)
  expect(sizeOf([2, 0])).toBe(0)
})
