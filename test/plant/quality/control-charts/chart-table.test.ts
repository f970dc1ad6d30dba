import { describe, expect, test } from 'vitest'
import { type Column, createTable, type Table } from '../../../../src/data/table/table.ts'
import {
  chartTable,
  operationCharts,
} from '../../../../src/plant/quality/control-charts/chart-table.ts'
import { pistonRings } from './published.ts'

const numbers = (values: readonly number[]): Column => ({
  kind: 'number',
  values: Float64Array.from(values),
})
function texts(values: readonly (string | null)[]): Column {
  const levels = [...new Set(values.filter((value) => value !== null))]
  return {
    kind: 'text',
    levels,
    codes: Int32Array.from(values, (value) => (value === null ? -1 : levels.indexOf(value))),
  }
}

const flat = pistonRings.flat()
const rings = createTable([
  ['diameter', numbers(flat)],
  ['lot', texts(flat.map((_, i) => `L${Math.floor(i / 5)}`))],
  ['hour', numbers(flat.map((_, i) => i))],
  ['judged', texts(flat.map((value) => (Math.abs(value - 74) > 0.014 ? 'scrap' : 'good')))],
])

/** Its rows in another order. */
function shuffled({ columns, rowCount }: Table): Table {
  const rows = Array.from({ length: rowCount }, (_, row) => (row * 7) % rowCount)
  return createTable(
    [...columns].map(([name, column]): [string, Column] => {
      if (column.kind === 'text') {
        return [name, { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) }]
      }
      return [name, numbers(rows.map((row) => column.values[row]!))]
    }),
  )
}

describe('measured values', () => {
  test('subgroups by a column and by a size are the same chart', () => {
    const byColumn = chartTable(rings, { characteristic: 'diameter', subgroup: 'lot' })
    const bySize = chartTable(rings, { characteristic: 'diameter', subgroup_size: 5 })
    expect(byColumn.chart).toBe('xbar-r')
    expect(byColumn.panels).toEqual(bySize.panels)
    expect(byColumn.labels.slice(0, 2)).toEqual(['L0', 'L1'])
    expect(bySize.labels.slice(0, 2)).toEqual(['1', '2'])
  })

  test('a time puts records in order', () => {
    const request = { characteristic: 'diameter', subgroup_size: 5, time: 'hour' }
    expect(chartTable(shuffled(rings), request)).toEqual(chartTable(rings, request))
  })

  test('a missing value leaves its subgroup smaller and others as they are', () => {
    const values = [...flat]
    values[2] = Number.NaN
    const table = createTable([['diameter', numbers(values)]])
    const chart = chartTable(table, { characteristic: 'diameter', subgroup_size: 5 })
    expect(chart.missing).toBe(1)
    expect(chart.sizes.slice(0, 2)).toEqual([4, 5])
  })

  test('the usual chart: single values, small subgroups, large ones, judgements, counts', () => {
    const chartOf = (request: object): string =>
      chartTable(rings, { characteristic: 'diameter', ...request }).chart
    expect(chartOf({})).toBe('i-mr')
    expect(chartOf({ subgroup_size: 12 })).toBe('xbar-s')
    const judged = { characteristic: 'judged', failing: ['scrap'], subgroup_size: 25 }
    expect(chartTable(rings, judged).chart).toBe('p')
    const defects = createTable([
      ['defects', numbers([3, 4, 2])],
      ['metres', numbers([2.5, 3, 2])],
    ])
    const request = { characteristic: 'defects', opportunities: 'metres' }
    expect(chartTable(defects, request).chart).toBe('u')
  })
})

describe('counts', () => {
  test('records that fail are counted within subgroups', () => {
    const failing = ['scrap']
    const request = { characteristic: 'judged', failing, chart: 'np' as const, subgroup_size: 25 }
    const { sizes, panels } = chartTable(rings, request)
    expect(sizes).toEqual([25, 25, 25, 25, 25])
    const expected = flat.slice(0, 25).filter((value) => Math.abs(value - 74) > 0.014).length
    expect(panels[0]!.values[0]).toBe(expected)
  })

  test('counts with the units inspected beside them', () => {
    const table = createTable([
      ['bad', numbers([3, 4, Number.NaN, 2])],
      ['made', numbers([50, 60, 50, 40])],
    ])
    const request = { characteristic: 'bad', opportunities: 'made', chart: 'p' as const }
    const { panels, missing } = chartTable(table, request)
    expect(panels[0]!.values).toEqual([0.06, expect.closeTo(4 / 60, 12), null, 0.05])
    expect(missing).toBe(1)
  })
})

describe('what cannot be charted is said', () => {
  test.each([
    [{ characteristic: 'width' }, 'column width: missing, expected one of diameter, lot'],
    [
      { characteristic: 'judged', chart: 'i-mr' as const },
      'column judged: not measured, expected numbers, got "scrap" in row 1',
    ],
    [{ characteristic: 'judged' }, 'column judged: unknown what fails'],
    [
      { characteristic: 'judged', failing: ['scrap'] },
      'judged: sample sizes unknown, expected a column of units inspected',
    ],
    [
      { characteristic: 'diameter', subgroup: 'lot', subgroup_size: 5 },
      'diameter: subgroups named twice',
    ],
    [
      { characteristic: 'diameter', time: 'lot' },
      'column lot: wrong kind, expected time, got text',
    ],
  ])('%o', (request, message) => expect(() => chartTable(rings, request)).toThrow(message))

  test('a record without its time or subgroup', () => {
    const table = createTable([
      ['x', numbers([1, 2, 3])],
      ['lot', texts(['a', null, 'b'])],
      ['hour', numbers([1, 2, Number.NaN])],
    ])
    expect(() => chartTable(table, { characteristic: 'x', subgroup: 'lot' })).toThrow(
      'row 2: no lot, expected the subgroup of every record, got nothing',
    )
    expect(() => chartTable(table, { characteristic: 'x', time: 'hour' })).toThrow(
      'row 3: no hour, expected a time for every record, got nothing',
    )
  })
})

test('an operation gives its outcome the levels that fail, and measured ones their own limits', () => {
  const operation = {
    operation: 'forging',
    file: 'rings.csv',
    columns: { time: 'hour' },
    outcome: 'judged',
    failing: ['scrap'],
    settings: {},
    ignore: [],
    control_charts: [
      { characteristic: 'judged', subgroup_size: 25 },
      { characteristic: 'diameter', subgroup: 'lot', limits: { lower: 73.95, upper: 74.05 } },
      { characteristic: 'diameter', subgroup: 'lot', baseline: 20 },
    ],
  }
  const [judged, diameter, monitored] = operationCharts(shuffled(rings), operation)
  expect(judged!.chart).toBe('p')
  expect(judged!.capability).toBeNull()
  expect(diameter!.capability!.cp!.estimate).toBeCloseTo(1.67, 2)
  expect([judged!.baseline, monitored!.baseline]).toEqual([judged!.labels.length, 20])
})
