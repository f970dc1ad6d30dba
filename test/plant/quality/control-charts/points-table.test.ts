import { expect, test } from 'vitest'
import { csvText } from '../../../../src/data/table/write-csv.ts'
import { controlChart } from '../../../../src/plant/quality/control-charts/control-chart.ts'
import { pointsTable } from '../../../../src/plant/quality/control-charts/points-table.ts'
import { numbered } from './published.ts'

test('one row per point: its values, limits and the rules that it meets', () => {
  const samples = numbered([
    { count: 2, size: 20 },
    { count: Number.NaN, size: 20 },
    { count: 2, size: 20 },
    { count: 19, size: 20 },
  ])
  const chart = controlChart('bad', { chart: 'np', samples }, { baseline: 3 })
  const [header, ...rows] = csvText(pointsTable({ ...chart, missing: 1 }))
    .trim()
    .split('\n')
  expect(header).toBe('point,size,count,count_centre,count_lower,count_upper,signals')
  expect(rows[0]).toMatch(/^1,20,2,2,,6\.02\d*,$/)
  expect(rows[1]).toMatch(/^2,20,,2,,6\.02\d*,$/)
  expect(rows[3]).toMatch(/^4,20,19,2,,6\.02\d*,beyond-limits$/)
})

test('both sums of a chart of cumulative sums', () => {
  const samples = numbered([{ values: [1] }, { values: [-2] }])
  const known = { target: 0, deviation: 1 }
  const table = pointsTable({
    ...controlChart('x', { chart: 'cusum', samples }, known),
    missing: 0,
  })
  expect([...table.columns.keys()].slice(2, 4)).toEqual([
    'cumulative_sum',
    'cumulative_sum_falling',
  ])
})
