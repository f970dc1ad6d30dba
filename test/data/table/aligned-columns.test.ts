import { describe, expect, test } from 'vitest'
import { createTable, type Column } from '../../../src/data/table/table.ts'
import {
  alignTables,
  fieldsOf,
  joinRows,
  lengthOf,
  takeRows,
} from '../../../src/data/table/aligned-columns.ts'

const text = (levels: string[], codes: number[]): Column => ({
  kind: 'text',
  levels,
  codes: Int32Array.from(codes),
})
const number = (...values: number[]): Column => ({
  kind: 'number',
  values: Float64Array.from(values),
})

describe('alignTables', () => {
  test('levels are shared, first those of the first table', () => {
    const first = createTable([['f', text(['b', 'a'], [0, 1, -1])]])
    const second = createTable([['f', text(['a', 'unused', 'c', 'b'], [3, 2, 0])]])
    const [a, b] = alignTables([first, second], fieldsOf(first))
    expect(a![0]).toMatchObject({ levels: ['b', 'a', 'c'], codes: Int32Array.of(0, 1, -1) })
    expect(b![0]).toMatchObject({ levels: ['b', 'a', 'c'], codes: Int32Array.of(0, 2, 1) })
  })

  test('a number and a boolean can be labels', () => {
    const table = createTable([
      ['n', number(1, 0, NaN)],
      ['b', { kind: 'boolean', values: Int8Array.of(1, 0, -1) }],
    ])
    const [columns] = alignTables(
      [table],
      [
        { name: 'n', kind: 'category' },
        { name: 'b', kind: 'boolean' },
      ],
    )
    expect(columns).toMatchObject([
      { levels: ['1', '0'], codes: Int32Array.of(0, 1, -1) },
      { levels: ['true', 'false'], codes: Int32Array.of(0, 1, -1) },
    ])
  })

  test('a column that one table lacks, or holds as words, is refused', () => {
    const table = createTable([['n', number(1)]])
    const words = createTable([['n', text(['x'], [0])]])
    expect(() => alignTables([table, createTable([])], fieldsOf(table))).toThrow(
      'column n: missing in one of the tables, expected it in all of them',
    )
    expect(() => alignTables([table, words], fieldsOf(table))).toThrow(
      'column n: wrong kind, expected number, got text',
    )
  })
})

test('rows are taken in the order given, and tables joined end to end', () => {
  const table = createTable([
    ['n', number(1, 2, 3)],
    ['f', text(['a', 'b'], [0, 1, -1])],
  ])
  const [columns] = alignTables([table], fieldsOf(table))
  const taken = columns!.map((column) => takeRows(column, Int32Array.of(2, 0)))
  expect(joinRows(taken, columns!)).toMatchObject([
    { values: Float64Array.of(3, 1, 1, 2, 3) },
    { codes: Int32Array.of(-1, 0, 0, 1, -1) },
  ])
  expect(taken.map(lengthOf)).toEqual([2, 2])
})
