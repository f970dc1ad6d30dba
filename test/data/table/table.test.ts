import { expect, test } from 'vitest'
import { columnOf, createTable, rowsAt, type Column } from '../../../src/data/table/table.ts'

const numbers = (...values: number[]): Column => ({
  kind: 'number',
  values: new Float64Array(values),
})

test('columns of unequal length are refused by name', () => {
  expect(() =>
    createTable([
      ['a', numbers(1, 2)],
      ['b', numbers(1)],
    ]),
  ).toThrow('column b: unequal lengths, expected 2 rows, got 1')
})

test('a column is found by name and kind, and the error names what there is', () => {
  const table = createTable([['a', numbers(1, 2)]])
  expect(columnOf(table, 'a', 'number').values).toEqual(new Float64Array([1, 2]))
  expect(() => columnOf(table, 'b', 'number')).toThrow('column b: missing, expected one of a')
  expect(() => columnOf(table, 'a', 'text')).toThrow('expected text, got number')
})

test('a table without columns has no rows', () => {
  expect(createTable([]).rowCount).toBe(0)
})

test('rows are taken in the order given, whatever their kinds', () => {
  const table = createTable([
    ['unit', numbers(7, 7, 3)],
    ['site', { kind: 'text', codes: Int32Array.of(1, 1, -1), levels: ['a', 'b'] }],
    ['ok', { kind: 'boolean', values: Int8Array.of(1, 0, -1) }],
  ])
  const taken = rowsAt(table, [2, 0, 2])
  expect(taken.columns.get('unit')).toMatchObject({ values: Float64Array.of(3, 7, 3) })
  expect(taken.columns.get('site')).toMatchObject({ codes: Int32Array.of(-1, 1, -1) })
  expect(taken.columns.get('ok')).toMatchObject({ values: Int8Array.of(-1, 1, -1) })
})
