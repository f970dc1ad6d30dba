import { describe, expect, test } from 'vitest'
import type { FleetHistories } from '../../../src/plant/maintenance/histories.ts'
import { periodLabels } from '../../../src/plant/maintenance/period-labels.ts'

/** Machines that were last seen at those cycles. */
function fleet(cycleKind: 'number' | 'time', ...endCycles: readonly number[]): FleetHistories {
  const histories = endCycles.map((endCycle, i) => ({
    machine: `m${i}`,
    cycles: Float64Array.of(endCycle),
    startCycle: 0,
    channels: new Float64Array(0),
    conditions: new Float64Array(0),
    end: 'end' as const,
    endCycle,
  }))
  return { channels: [], conditions: [], histories, cycleKind, findings: [] }
}

const hours = (time: string): number => Date.parse(time) / 3_600_000

describe('the names of periods without a history of demand', () => {
  const dated = fleet('time', hours('2025-03-01T08:00Z'), hours('2025-03-05T14:30Z'))

  test('begin with the day of the newest row, a period apart', () => {
    expect(periodLabels(dated, 3, 'week')).toEqual(['2025-03-05', '2025-03-12', '2025-03-19'])
    expect(periodLabels(dated, 2, 'day')).toEqual(['2025-03-05', '2025-03-06'])
    expect(periodLabels(dated, 2, 'month')).toEqual(['2025-03-05', '2025-04-05'])
    expect(periodLabels(dated, 2, 'quarter')).toEqual(['2025-03-05', '2025-06-05'])
    expect(periodLabels(dated, 2, 'year')).toEqual(['2025-03-05', '2026-03-05'])
  })

  test('of hours are hours', () => {
    expect(periodLabels(dated, 2, 'hour')).toEqual(['2025-03-05T14:00:00Z', '2025-03-05T15:00:00Z'])
  })

  test('are counted where cycles are counts, or periods have no length', () => {
    expect(periodLabels(fleet('number', 40), 2, 'week')).toEqual(['period 1', 'period 2'])
    expect(periodLabels(dated, 2)).toEqual(['period 1', 'period 2'])
    expect(periodLabels(fleet('time'), 1, 'week')).toEqual(['period 1'])
  })
})
