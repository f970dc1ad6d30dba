import { expect, test } from 'vitest'
import type { Rows } from '../../../../src/learning/training/program.ts'
import { fitCovariates } from '../../../../src/plant/demand/generative/covariates.ts'
import {
  samplerRows,
  trainingRows,
  windowPlaces,
} from '../../../../src/plant/demand/generative/window-rows.ts'
import { panelOf } from '../panels.ts'

const panel = panelOf([
  [1, 2, 3, 4, 5, 6],
  [10, 20, 30],
])
const lengths = { contextLength: 2, horizon: 2 }
const encoding = fitCovariates(panel)
const whole = { limit: 10, minimumHistory: 1, allowsPartial: false }

function rowAt({ values, starts }: Rows, row: number, length: number): number[] {
  return [...values.subarray(starts[row], starts[row]! + length)]
}

test('whole futures end within the history, partial ones have at least one value in it', () => {
  expect(windowPlaces(panel.series, 2, whole)).toEqual([
    ...[1, 2, 3, 4].map((origin) => ({ position: 0, origin })),
    { position: 1, origin: 1 },
  ])
  const partial = windowPlaces(panel.series, 2, { ...whole, allowsPartial: true })
  expect(partial.map(({ origin }) => origin)).toEqual([1, 2, 3, 4, 5, 1, 2])
  const latest = windowPlaces(panel.series, 2, { ...whole, limit: 1 })
  expect(latest.map(({ origin }) => origin)).toEqual([4, 1])
})

test('no window shows another series or what is held back', () => {
  const places = [
    { position: 0, origin: 1 },
    { position: 0, origin: 5 },
    { position: 1, origin: 2 },
  ]
  const { window } = trainingRows(panel, places, encoding, lengths)
  expect(rowAt(window!, 0, 4)).toEqual([Number.NaN, 1, 2, 3])
  expect(rowAt(window!, 1, 4)).toEqual([4, 5, 6, Number.NaN])
  expect(rowAt(window!, 2, 4)).toEqual([10, 20, 30, Number.NaN])
  const held = trainingRows(panel, places, encoding, lengths, 2)
  expect(rowAt(held.window!, 1, 4)).toEqual([4, Number.NaN, Number.NaN, Number.NaN])
})

test('a sampler is given the end of each history and the calendar of what follows', () => {
  const rows = samplerRows(panelOf([[1, 2, 3], [7]]), encoding, lengths)
  expect([...rows.history!]).toEqual([2, 3, Number.NaN, 7])
  expect(rows.calendar).toHaveLength(2 * encoding.calendarCount)
  expect(rows.calendar!.subarray(0, 4)).not.toEqual(rows.calendar!.subarray(4))
})
