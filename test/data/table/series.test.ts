import fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  describeSeriesRow,
  groupSeries,
  readSeriesTable,
  selectRows,
} from '../../../src/data/table/series.ts'
import { type Column, columnOf, createTable, type Table } from '../../../src/data/table/table.ts'

function longTable(rows: readonly (readonly [number, number, number])[]): Table {
  const time: Column = { kind: 'number', values: Float64Array.from(rows, (row) => row[1]) }
  return createTable([
    [
      'unique_id',
      { kind: 'text', codes: Int32Array.from(rows, (row) => row[0]), levels: ['a', 'b', 'c', 'd'] },
    ],
    ['ds', time],
    ['y', { kind: 'number', values: Float64Array.from(rows, (row) => row[2]) }],
    ['promo', { kind: 'number', values: Float64Array.from(rows, (row) => row[2] * 10) }],
  ])
}

test('rows are grouped by id and sorted by time, rows of equal time in the order of the file', () => {
  const cell = fc.integer({ min: 0, max: 3 })
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), (cells) => {
      const rows = cells.map(([id, time], i) => [id, time, i] as const)
      const grouped = groupSeries(longTable(rows))
      const expected = rows.toSorted((x, y) => x[0] - y[0] || x[1] - y[1] || x[2] - y[2])
      expect([...grouped.values]).toEqual(expected.map((row) => row[2]))
      expect([...grouped.times]).toEqual(expected.map((row) => row[1]))
      expect([...grouped.tableRows]).toEqual(expected.map((row) => row[2]))
      const ids = grouped.ids.flatMap((id, k) =>
        Array<string>(grouped.offsets[k + 1]! - grouped.offsets[k]!).fill(id),
      )
      expect(ids).toEqual(expected.map((row) => 'abcd'[row[0]]))
      expect(columnOf(createTable(grouped.others), 'promo', 'number').values).toEqual(
        grouped.values.map((value) => value * 10),
      )
    }),
  )
})

test('selected rows keep their groups and their place in the file', () => {
  const grouped = groupSeries(
    longTable([
      [0, 2, 5],
      [1, 1, 6],
      [0, 1, 7],
    ]),
  )
  const selected = selectRows(grouped, (row) => grouped.values[row] !== 6)
  expect([...selected.offsets]).toEqual([0, 2, 2])
  expect([...selected.values]).toEqual([7, 5])
  expect(describeSeriesRow(selected, 0)).toBe('row 3')
})

test('a position that is no whole number is refused', () => {
  expect(() => groupSeries(longTable([[0, 1.5, 0]]))).toThrow(
    'row 1, column ds: not a position, expected a whole number or a date like 2024-01-31, got 1.5',
  )
})

const data = process.env['MILLRACE_DATA']
describe.skipIf(!data)('real files (MILLRACE_DATA is unset: skipped)', () => {
  test('the demand of the manufacturer is 3,451 series of 150 weeks', async () => {
    const table = await readSeriesTable(join(data!, 'manufacturer', 'demand.csv.gz'))
    const grouped = groupSeries(table)
    expect(grouped.ids.length).toBe(3451)
    expect(grouped.timeKind).toBe('time')
    expect(grouped.offsets.every((offset, k) => offset === k * 150)).toBe(true)
    expect(grouped.times[0]).toBe(Date.UTC(2012, 0, 2))
  })

  test('the M4 weekly series lie on positions', async () => {
    const grouped = groupSeries(await readSeriesTable(join(data!, 'm4-weekly', 'train.csv.gz')))
    expect(grouped.ids.length).toBe(359)
    expect(grouped.timeKind).toBe('position')
    expect(grouped.times[0]).toBe(1)
  })
})
