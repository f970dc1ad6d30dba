import { expect, test } from 'vitest'
import { shareOfAbsentZeros } from '../../../src/plant/demand/absent-zeros.ts'
import { createCalendar } from '../../../src/plant/demand/calendar.ts'
import type { Panel } from '../../../src/plant/demand/series.ts'

const panelOf = (...histories: readonly (readonly number[])[]): Panel => ({
  calendar: createCalendar('position', 1, 0),
  seasonLength: 4,
  knownNames: [],
  attributeNames: [],
  series: histories.map((values, i) => ({
    id: `item ${i}`,
    start: 0,
    values: Float64Array.from(values),
    known: [],
    attributes: [],
  })),
})
const none = Number.NaN

test('many gaps and no zero look like rows left out where nothing was sold', () => {
  const share = shareOfAbsentZeros(panelOf([3, none, none, 2, none, 1], [5, 5, none, 4]))
  expect(share).toBeCloseTo(4 / 10)
})

test('a file that states its zeros leaves none out', () => {
  expect(shareOfAbsentZeros(panelOf([3, none, 0, 2, none, 1]))).toBeUndefined()
})

test('a gap now and then is a gap', () => {
  const values = Array.from({ length: 40 }, (_, i) => (i === 7 ? none : 5))
  expect(shareOfAbsentZeros(panelOf(values))).toBeUndefined()
})

test('what is missing before the first and after the last value does not count', () => {
  expect(shareOfAbsentZeros(panelOf([none, none, 3, 4, 5, none, none]))).toBeUndefined()
  expect(shareOfAbsentZeros(panelOf([none, none]))).toBeUndefined()
})
