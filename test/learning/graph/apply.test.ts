import { expect, test } from 'vitest'
import {
  apply,
  constant,
  constants,
  input,
  ones,
  scalar,
  toNode,
  zeros,
} from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'

test('a node carries the shape and type that its rule gives', () => {
  const x = input('x', [2, 1])
  const node = apply('greater', [x, input('y', [3])], {})
  expect(node.shape).toEqual([2, 3])
  expect(node.type).toBe('bool')
})

test('a number becomes a scalar of the type asked for, a node stays', () => {
  expect(toNode(2, 'int32').type).toBe('int32')
  const node = scalar(1)
  expect(toNode(node)).toBe(node)
})

test('constants keep typed arrays and take plain numbers', () => {
  const data = Float32Array.of(1, 2)
  expect(constant(data, [2]).attributes.value.data).toBe(data)
  expect(evaluate([constant([0.1], [])])[0]!.data[0]).toBe(0.1)
})

test('a tree of values becomes constants in the same nesting', () => {
  const { layer } = constants({ layer: { weight: { shape: [2], data: Float32Array.of(3, 4) } } })
  expect([...evaluate([layer.weight])[0]!.data]).toEqual([3, 4])
})

test('zeros and ones fill a shape', () => {
  expect([...evaluate([zeros([2, 2])])[0]!.data]).toEqual([0, 0, 0, 0])
  expect([...evaluate([ones([])])[0]!.data]).toEqual([1])
})
