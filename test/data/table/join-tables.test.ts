import { expect, test } from 'vitest'
import { collectTables, joinTables } from '../../../src/data/table/join-tables.ts'
import { createTable, type Table } from '../../../src/data/table/table.ts'

const part = (levels: string[], codes: number[], numbers: number[]): Table =>
  createTable([
    ['f', { kind: 'text', levels, codes: Int32Array.from(codes) }],
    ['n', { kind: 'number', values: Float64Array.from(numbers) }],
    ['b', { kind: 'boolean', values: Int8Array.from(numbers, (value) => +(value > 1)) }],
    ['t', { kind: 'time', values: Float64Array.from(numbers) }],
  ])

test('levels of all parts are put together', () => {
  const joined = joinTables([part(['a', 'b'], [1, -1], [1, 2]), part(['c', 'b'], [0, 1], [3, NaN])])
  expect(joined.rowCount).toBe(4)
  expect(joined.columns.get('f')).toEqual({
    kind: 'text',
    levels: ['a', 'b', 'c'],
    codes: Int32Array.of(1, -1, 2, 1),
  })
  expect(joined.columns.get('n')).toEqual({
    kind: 'number',
    values: Float64Array.of(1, 2, 3, NaN),
  })
  expect(joined.columns.get('b')).toEqual({ kind: 'boolean', values: Int8Array.of(0, 1, 1, 0) })
  expect(joined.columns.get('t')?.kind).toBe('time')
})

test('blocks are collected as they come', async () => {
  async function* blocks(): AsyncGenerator<Table> {
    yield part(['a'], [0], [1])
    yield part(['a'], [-1], [2])
  }
  expect((await collectTables(blocks())).rowCount).toBe(2)
})
