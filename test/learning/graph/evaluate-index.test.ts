import { expect, test } from 'vitest'
import {
  forEachIndex,
  forEachLine,
  offsetOf,
  produced,
  reduced,
  stretched,
  stridesOf,
} from '../../../src/learning/graph/evaluate-index.ts'

test('indices run in row-major order, as their offsets do', () => {
  const seen: string[] = []
  forEachIndex([2, 2], (index, at) =>
    seen.push(`${index.join('')}=${at}=${offsetOf(index, [2, 2])}`),
  )
  expect(seen).toEqual(['00=0=0', '01=1=1', '10=2=2', '11=3=3'])
  expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1])
})

test('a shape with an empty axis has no index, a scalar has one', () => {
  expect(produced([2, 0], () => 1)).toHaveLength(0)
  expect([...produced([], () => 1)]).toEqual([1])
})

test('stretching repeats along axes of size 1 and new leading ones', () => {
  expect([...stretched(Float64Array.of(1, 2), [2, 1], [2, 2, 2])]).toEqual([1, 1, 2, 2, 1, 1, 2, 2])
})

test('reducing folds the axes given', () => {
  const values = Float64Array.of(1, 2, 3, 4)
  expect([...reduced(values, [2, 2], [0], 0, (a, b) => a + b)]).toEqual([4, 6])
})

test('lines along an axis', () => {
  const lines: (readonly number[])[] = []
  forEachLine([2, 2], 0, (positions) => lines.push(positions))
  expect(lines).toEqual([
    [0, 2],
    [1, 3],
  ])
})
