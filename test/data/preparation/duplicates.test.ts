import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DuplicateRule, resolveDuplicates } from '../../../src/data/preparation/duplicates.ts'
import { groupSeries, type SeriesRows } from '../../../src/data/table/series.ts'
import { createTable } from '../../../src/data/table/table.ts'

const names = { id: 'unique_id', time: 'ds' }

function rowsOf(cells: readonly (readonly [number, number, number])[]): SeriesRows {
  return groupSeries(
    createTable([
      [
        'unique_id',
        { kind: 'text', codes: Int32Array.from(cells, ([id]) => id), levels: ['a', 'b'] },
      ],
      ['ds', { kind: 'number', values: Float64Array.from(cells, ([, time]) => time) }],
      ['y', { kind: 'number', values: Float64Array.from(cells, ([, , value]) => value) }],
    ]),
  )
}

const resolve = (rows: SeriesRows, rule: DuplicateRule): ReturnType<typeof resolveDuplicates> =>
  resolveDuplicates(rows, rule, names, String)

test('each rule leaves the row it names', () => {
  const rows = rowsOf([
    [0, 1, 5],
    [0, 1, 7],
    [0, 1, NaN],
    [0, 2, 1],
    [1, 1, 2],
  ])
  expect([...resolve(rows, 'sum').rows.values]).toEqual([12, 1, 2])
  expect([...resolve(rows, 'first').rows.values]).toEqual([5, 1, 2])
  expect([...resolve(rows, 'last').rows.values]).toEqual([NaN, 1, 2])
  expect([...resolve(rows, 'sum').rows.offsets]).toEqual([0, 2, 3])
})

test('repeated rows and differing ones are found apart', () => {
  const rows = rowsOf([
    [0, 1, 5],
    [0, 1, 5],
    [0, 2, 5],
    [0, 2, 6],
  ])
  expect(resolve(rows, 'first').findings).toMatchObject([
    { kind: 'exact-duplicate', count: 1, action: 'first-kept' },
    { kind: 'duplicate-key', count: 1, examples: ['a 2 (row 4)'] },
  ])
})

test('under the rule error the two rows are named', () => {
  const rows = rowsOf([
    [0, 1, 5],
    [1, 1, 5],
    [0, 1, 6],
  ])
  expect(() => resolve(rows, 'error')).toThrow(
    'row 3: duplicate key, expected one row per unique_id and ds, got "a", 1 also in row 1',
  )
})

test('every rule leaves one row per key, and a sum keeps the total', () => {
  const small = fc.integer({ min: 0, max: 3 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), small, small)),
      fc.constantFrom<DuplicateRule>('sum', 'first', 'last'),
      (cells, rule) => {
        const { rows } = resolve(rowsOf(cells), rule)
        const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
        expect(rows.times.length).toBe(new Set(cells.map(([id, time]) => `${id} ${time}`)).size)
        const expected =
          rule === 'sum' ? total(cells.map((cell) => cell[2])) : total([...rows.values])
        expect(total([...rows.values])).toBe(expected)
      },
    ),
  )
})
