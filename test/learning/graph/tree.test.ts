import { expect, test } from 'vitest'
import { flattenTree, mapTree, unflattenTree } from '../../../src/learning/graph/tree.ts'

const parameters = {
  encoder: { weight: { shape: [2, 3] }, bias: { shape: [3] } },
  scale: { shape: [] },
}

test('leaves are named by their path, in the order of insertion', () => {
  expect([...flattenTree(parameters).keys()]).toEqual(['encoder/weight', 'encoder/bias', 'scale'])
})

test('a map keeps the nesting, in value and in type', () => {
  const ranks = mapTree(parameters, (leaf, path) => `${path}:${leaf.shape.length}`)
  expect(ranks.encoder.bias).toBe('encoder/bias:1')
  expect(ranks.scale).toBe('scale:0')
})

test('unflatten is the inverse of flatten', () => {
  expect(unflattenTree(parameters, flattenTree(parameters))).toEqual(parameters)
})

test('unflatten names the path that is missing', () => {
  expect(() => unflattenTree(parameters, new Map([['scale', 1]]))).toThrow(
    "expected 'encoder/weight'",
  )
})
