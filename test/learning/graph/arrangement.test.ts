import { expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import * as build from '../../../src/learning/graph/arrangement.ts'
import { matrix, valuesOf, vector } from './values.ts'

const x = matrix([
  [1, 2, 3],
  [4, 5, 6],
])

test('one size of a new shape may be left open', () => {
  expect(build.reshape(x, [3, -1]).shape).toEqual([3, 2])
  expect(() => build.reshape(x, [4, -1])).toThrow('[2, 3] and [4, -1]')
})

test('a symbolic batch stays open through a reshape', () => {
  expect(build.reshape(input('x', [-1, 6]), [-1, 2, 3]).shape).toEqual([-1, 2, 3])
  expect(() => build.reshape(input('x', [-1, 6]), [-1, 4])).toThrow('sizes differ')
})

test('transpose reverses the axes or takes their order', () => {
  expect(valuesOf(build.transpose(x))).toEqual([1, 4, 2, 5, 3, 6])
  expect(build.transpose(input('x', [2, 3, 4]), [2, 0, 1]).shape).toEqual([4, 2, 3])
})

test('stack, squeeze and unsqueeze move axes of size 1', () => {
  expect(build.stack([x, x], 1).shape).toEqual([2, 2, 3])
  expect(build.unsqueeze(x, -1).shape).toEqual([2, 3, 1])
  expect(build.squeeze(build.unsqueeze(x, 1), 1).shape).toEqual([2, 3])
})

test('slices take negative positions and steps', () => {
  expect(valuesOf(build.slice(x, 1, -2))).toEqual([2, 3, 5, 6])
  expect(valuesOf(build.slice(x, -1, 0, 3, 2))).toEqual([1, 3, 4, 6])
})

test('parts of a split join to the whole', () => {
  const parts = build.split(x, 1, [1, 2])
  expect(parts.map((part) => part.shape)).toEqual([
    [2, 1],
    [2, 2],
  ])
  expect(valuesOf(build.concat(parts, 1))).toEqual(valuesOf(x))
})

test('pad surrounds with a value', () => {
  expect(valuesOf(build.pad(vector(1, 2), [1], [2], 9))).toEqual([9, 1, 2, 9, 9])
})

test('gather picks rows, scatterAdd adds them up', () => {
  const rows = constant([1, 0, 1], [3], 'int32')
  expect(valuesOf(build.gather(x, rows))).toEqual([4, 5, 6, 1, 2, 3, 4, 5, 6])
  expect(valuesOf(build.scatterAdd(vector(1, 2, 4), rows, 3))).toEqual([2, 5, 0])
})

test('one-hot rows', () => {
  expect(valuesOf(build.oneHot(constant([2, 0], [2], 'int32'), 3))).toEqual([0, 0, 1, 1, 0, 0])
})
