import { expect, test } from 'vitest'
import { input } from '../../../src/learning/graph/apply.ts'
import * as build from '../../../src/learning/graph/reduction.ts'
import { matrix, valuesOf, vector } from './values.ts'

const x = matrix([
  [1, 2, 3],
  [4, 5, 9],
])

test('reductions go over all axes, one, or several', () => {
  expect(valuesOf(build.sum(x))).toEqual([24])
  expect(valuesOf(build.mean(x, { axes: -1 }))).toEqual([2, 6])
  expect(valuesOf(build.max(x, { axes: 0 }))).toEqual([4, 5, 9])
  expect(valuesOf(build.min(x, { axes: [1, 0] }))).toEqual([1])
  expect(build.sum(x, { axes: 1, keepAxes: true }).shape).toEqual([2, 1])
})

test('a sum over no axes is the node itself', () => {
  expect(build.sum(x, { axes: [] })).toBe(x)
})

test('variance and standardize', () => {
  expect(valuesOf(build.variance(x, { axes: 1 }))[0]).toBeCloseTo(2 / 3, 12)
  const standard = build.standardize(x, 1, 0)
  expect(valuesOf(build.variance(standard, { axes: 1 }))[1]).toBeCloseTo(1, 12)
})

test('softmax and log-sum-exp survive large numbers', () => {
  expect(valuesOf(build.softmax(vector(1000, 1000)))).toEqual([0.5, 0.5])
  expect(valuesOf(build.logSumExp(vector(-1000, -1000)))[0]).toBeCloseTo(-1000 + Math.log(2), 9)
  expect(valuesOf(build.logSoftmax(vector(0, 1000)))).toEqual([-1000, 0])
  expect(build.logSumExp(x, { axes: 1, keepAxes: true }).shape).toEqual([2, 1])
})

test('argMax takes the first of equals', () => {
  expect(valuesOf(build.argMax(vector(1, 3, 3)))).toEqual([1])
})

test('cumulative sums run both ways', () => {
  expect(valuesOf(build.cumulativeSum(x, 1))).toEqual([1, 3, 6, 4, 9, 18])
  expect(valuesOf(build.cumulativeSum(vector(1, 2, 4), 0, { exclusive: true }))).toEqual([0, 1, 3])
  expect(valuesOf(build.cumulativeSum(vector(1, 2, 4), 0, { reverse: true }))).toEqual([7, 6, 4])
})

test('a mean over the symbolic batch is refused', () => {
  expect(() => build.mean(input('x', [-1, 2]), { axes: 0 })).toThrow('got [batch, 2]')
})
