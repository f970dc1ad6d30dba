import { expect, test } from 'vitest'
import { augmentation, compareRareClass } from '../../../src/generative/evaluation/augmentation.ts'
import { category, linkedRows, numbers } from './tables.ts'

test('worked by hand: the second classifier finds one more at the same precision', () => {
  const classes = Float64Array.of(1, 1, 1, 0, 0)
  const before = Float64Array.of(0.9, 0.4, 0.1, 0.3, 0.2)
  const after = Float64Array.of(0.9, 0.8, 0.1, 0.7, 0.2)
  const compared = compareRareClass(before, after, classes)
  expect(compared.without).toMatchObject({ precision: 1, recall: 1 / 3 })
  expect(compared.without.recallAtEqualPrecision).toBeCloseTo(2 / 3, 12)
  expect(compared.with.precision).toBeCloseTo(2 / 3, 12)
  expect(compared.with.recallAtEqualPrecision).toBeCloseTo(2 / 3, 12)
})

test('only rows of the rare class are added, never beyond balance', () => {
  const side = (share: number) =>
    Array.from({ length: 400 }, (_, i) => (i % 10 < 10 * share ? 'yes' : 'no'))
  const x = (share: number) => side(share).map((level, i) => (level === 'yes' ? 1 : 0) + i / 400)
  const rows = (share: number) => [
    numbers('x', x(share)),
    category('f', ['yes', 'no'], side(share)),
  ]
  const found = augmentation(rows(0.1), rows(0.5), rows(0.1), { field: 'f' })
  expect(found).toMatchObject({ positive: 'yes', addedRows: 200 })
  expect(augmentation(rows(0.4), rows(0.5), rows(0.1), { field: 'f' })?.addedRows).toBe(80)
})

test('a target that is a number has no rare class', () => {
  const rows = linkedRows(50, 1)
  expect(augmentation(rows, rows, rows, { field: 'y' })).toBeNull()
})
