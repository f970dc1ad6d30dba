import { expect, test } from 'vitest'
import { fillGaps, findGaps } from '../../../src/data/preparation/gaps.ts'

const values = new Float64Array([NaN, 2, NaN, NaN, 8, NaN, 9, NaN])

test('gaps lie between values; what is missing at the ends is none', () => {
  expect(findGaps(values)).toEqual([2, 3, 5])
  expect(findGaps(new Float64Array([NaN, NaN]))).toEqual([])
  expect(findGaps(new Float64Array(0))).toEqual([])
})

test('gaps are filled by zero or on the line between their neighbours', () => {
  expect(fillGaps(values, 'zero')).toEqual(new Float64Array([NaN, 2, 0, 0, 8, 0, 9, NaN]))
  expect(fillGaps(values, 'interpolate')).toEqual(new Float64Array([NaN, 2, 4, 6, 8, 9, 9, NaN]))
  expect(fillGaps(new Float64Array([0.5, NaN, 1]), 'interpolate')[1]).toBe(0.75)
  expect(values[2]).toBeNaN()
})
