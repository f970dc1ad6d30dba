import { describe, expect, test } from 'vitest'
import { historyUpTo, type MachineHistory } from '../../../src/plant/maintenance/histories.ts'

const history: MachineHistory = {
  machine: 'pump-1',
  cycles: Float64Array.of(1, 2, 4),
  startCycle: 0,
  channels: Float64Array.of(10, 11, 20, 21, 40, 41),
  conditions: Float64Array.of(5, 6, 7),
  end: 'failure',
  endCycle: 5,
}

describe('a history up to a cycle', () => {
  test('knows neither later rows nor the end', () => {
    expect(historyUpTo(history, 3)).toEqual({
      machine: 'pump-1',
      cycles: Float64Array.of(1, 2),
      startCycle: 0,
      channels: Float64Array.of(10, 11, 20, 21),
      conditions: Float64Array.of(5, 6),
      end: 'end',
      endCycle: 3,
    })
  })
})
