import { describe, expect, test } from 'vitest'
import { groupSeries } from '../../../src/data/table/series.ts'
import { createTable } from '../../../src/data/table/table.ts'
import { panelFromRows, type PanelOptions } from '../../../src/plant/demand/panel.ts'
import { endOf, type Panel } from '../../../src/plant/demand/series.ts'

type Row = readonly [id: string, day: number, value: number, promotion?: number, colour?: string]

function panelOfRows(rows: readonly Row[], options: PanelOptions = {}): Panel {
  const ids = [...new Set(rows.map(([id]) => id))]
  const colours = ['', 'red', 'blue']
  const table = createTable([
    [
      'unique_id',
      { kind: 'text', codes: Int32Array.from(rows, ([id]) => ids.indexOf(id)), levels: ids },
    ],
    ['ds', { kind: 'time', values: Float64Array.from(rows, (row) => Date.UTC(2024, 0, row[1])) }],
    ['y', { kind: 'number', values: Float64Array.from(rows, (row) => row[2]) }],
    [
      'promotion',
      { kind: 'number', values: Float64Array.from(rows, (row) => row[3] ?? Number.NaN) },
    ],
    [
      'colour',
      {
        kind: 'text',
        codes: Int32Array.from(rows, (row) => colours.indexOf(row[4] ?? '')),
        levels: colours,
      },
    ],
  ])
  return panelFromRows(groupSeries(table), options)
}

const gap = Number.NaN

describe('panel from rows', () => {
  test('steps without a row are missing, or zero up to the common end', () => {
    const rows: Row[] = [
      ['a', 1, 5],
      ['a', 2, 6],
      ['a', 4, 7],
      ['b', 2, 1],
      ['b', 3, 2],
    ]
    const [a, b] = panelOfRows(rows).series
    expect([...a!.values]).toEqual([5, 6, gap, 7])
    expect(b).toMatchObject({ start: 1 })
    expect([...b!.values]).toEqual([1, 2])
    const zero = panelOfRows(rows, { gaps: 'zero' }).series
    expect([...zero[0]!.values]).toEqual([5, 6, 0, 7])
    expect([...zero[1]!.values]).toEqual([1, 2, 0])
  })

  test('rows after the last value of all are the future, and give covariates only', () => {
    const panel = panelOfRows(
      [
        ['a', 1, 5, 0],
        ['a', 2, 6, 1],
        ['a', 3, gap, 1],
        ['a', 4, gap, 0],
        ['b', 1, 5, 0],
        ['b', 2, gap, 0],
      ],
      { known: ['promotion'] },
    )
    expect(endOf(panel.series[0]!)).toBe(2)
    expect([...panel.series[0]!.known[0]!]).toEqual([0, 1, 1, 0])
    expect([...panel.series[1]!.values]).toEqual([5, gap])
  })

  test('attributes are those of the first row', () => {
    const panel = panelOfRows(
      [
        ['a', 1, 5, 0, 'red'],
        ['a', 2, 5, 0, 'blue'],
      ],
      { attributes: ['colour', 'promotion'] },
    )
    expect(panel.series[0]!.attributes).toEqual(['red', 0])
  })

  test('the season is that of the calendar unless it is given', () => {
    const rows: Row[] = Array.from({ length: 5 }, (_, i) => ['a', i + 1, 1])
    expect(panelOfRows(rows).seasonLength).toBe(7)
    expect(panelOfRows(rows, { seasonLength: 3 }).seasonLength).toBe(3)
  })

  test('duplicates are refused with row and date', () => {
    const rows: Row[] = [
      ['a', 1, 5],
      ['a', 2, 6],
      ['a', 2, 7],
    ]
    expect(() => panelOfRows(rows)).toThrow(
      'row 3: duplicate key, expected one row for series a and 2024-01-02, got a second',
    )
  })

  test('values below zero are refused unless they are meant', () => {
    const rows: Row[] = [
      ['a', 1, 5],
      ['a', 2, -6],
    ]
    expect(() => panelOfRows(rows)).toThrow('row 2, column y: negative')
    expect([...panelOfRows(rows, { allowNegative: true }).series[0]!.values]).toEqual([5, -6])
  })

  test('a slip in the year is found before millions of empty steps are made', () => {
    const rows: Row[] = [
      ['a', 1, 5],
      ['a', 2, 6],
      ['a', 3_000_000, 7],
    ]
    expect(() => panelOfRows(rows)).toThrow(
      'row 3, column ds: too far from the row before, expected steps like daily, got +010237-09-20 after 2024-01-02 in series a',
    )
  })

  test('no rows, no values and unknown columns are refused', () => {
    const rows: Row[] = [
      ['a', 1, gap],
      ['a', 2, gap],
    ]
    expect(() => panelOfRows([])).toThrow('data: empty')
    expect(() => panelOfRows(rows)).toThrow('no value at all')
    expect(() =>
      panelOfRows(
        [
          ['a', 1, 1],
          ['a', 2, 1],
        ],
        { known: ['price'] },
      ),
    ).toThrow('column price: missing, expected it in the data, got promotion, colour')
    expect(() =>
      panelOfRows(
        [
          ['a', 1, 1],
          ['a', 2, 1],
        ],
        { known: ['colour'] },
      ),
    ).toThrow('expected numbers or true and false, got text')
  })
})
