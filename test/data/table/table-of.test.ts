import { expect, test } from 'vitest'
import { numberColumn, tableOf, textColumn } from '../../../src/data/table/table-of.ts'

test('null is missing in a column of numbers', () => {
  expect([...numberColumn([1.5, null, -2]).values]).toEqual([1.5, Number.NaN, -2])
})

test('levels stand in the order of their first appearance, null and the empty text are missing', () => {
  const { codes, levels } = textColumn(['b', '', 'a', 'b', null])
  expect(levels).toEqual(['b', 'a'])
  expect([...codes]).toEqual([0, -1, 1, 0, -1])
})

test('cells decide the kind of a column', () => {
  const table = tableOf([{ at: 1 }, { at: 2 }], {
    at: ({ at }) => at,
    mixed: ({ at }) => (at === 1 ? 7 : 'late'),
  })
  expect(table.rowCount).toBe(2)
  expect(table.columns.get('at')).toEqual({ kind: 'number', values: Float64Array.of(1, 2) })
  expect(table.columns.get('mixed')).toEqual({
    kind: 'text',
    codes: Int32Array.of(0, 1),
    levels: ['7', 'late'],
  })
})
