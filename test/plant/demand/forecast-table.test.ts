import { describe, expect, test } from 'vitest'
import { columnOf } from '../../../src/data/table/table.ts'
import { csvText } from '../../../src/data/table/write-csv.ts'
import { emptyScenarios } from '../../../src/plant/demand/forecaster.ts'
import { forecastTable, pathTable } from '../../../src/plant/demand/forecast-table.ts'
import { createCalendar } from '../../../src/plant/demand/calendar.ts'
import { panelOf } from './panels.ts'

const names = { id: 'unique_id', time: 'ds' }
const panel = panelOf([
  [1, 2],
  [1, 2, 3],
])
const scenarios = emptyScenarios(panel, 'x', { horizon: 2, sampleCount: 11, seed: 1 })
for (let i = 0; i < scenarios.values.length; i++) {
  // Sample k of step t is 10 k + t.
  scenarios.values[i] = 10 * (Math.floor(i / 2) % 11) + (i % 2)
}

describe('forecast table', () => {
  test('has one row per series and step, with dates that continue each history', () => {
    expect(csvText(forecastTable(panel, scenarios, names))).toBe(
      [
        'unique_id,ds,mean,q0.1,q0.2,q0.3,q0.4,q0.5,q0.6,q0.7,q0.8,q0.9',
        's0,2024-01-15,50,10,20,30,40,50,60,70,80,90',
        's0,2024-01-22,51,11,21,31,41,51,61,71,81,91',
        's1,2024-01-22,50,10,20,30,40,50,60,70,80,90',
        's1,2024-01-29,51,11,21,31,41,51,61,71,81,91',
        '',
      ].join('\n'),
    )
  })

  test('the paths are written whole, in order', () => {
    const table = pathTable(panel, scenarios, { id: 'item', time: 'week' })
    expect(table.rowCount).toBe(2 * 11 * 2)
    expect([...columnOf(table, 'sample', 'number').values.subarray(0, 5)]).toEqual([0, 0, 1, 1, 2])
    expect([...columnOf(table, 'y', 'number').values.subarray(0, 5)]).toEqual([0, 1, 10, 11, 20])
    expect([...columnOf(table, 'item', 'text').codes.subarray(21, 23)]).toEqual([0, 1])
  })

  test('positions stay numbers', () => {
    const calendar = createCalendar('position', 1, 1)
    const table = forecastTable({ ...panel, calendar }, scenarios, names)
    expect([...columnOf(table, 'ds', 'number').values]).toEqual([3, 4, 4, 5])
  })
})
