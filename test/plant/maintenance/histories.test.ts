import { describe, expect, test } from 'vitest'
import {
  historyUpTo,
  type MachineHistory,
  runningHistories,
} from '../../../src/plant/maintenance/histories.ts'

const history: MachineHistory = {
  machine: 'pump-1',
  cycles: Float64Array.of(1, 2, 4),
  startCycle: 0,
  channels: Float64Array.of(10, 11, 20, 21, 40, 41),
  conditions: Float64Array.of(5, 6, 7),
  end: 'failure',
  endCycle: 5,
}

test('a history up to a cycle knows neither later rows nor the end', () => {
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

describe('machines that run', () => {
  const again: MachineHistory = { ...history, startCycle: 5, end: 'end' }
  const fleet = { channels: ['a', 'b'], conditions: ['c'], findings: [] }

  test('are in their newest life', () => {
    const running = runningHistories({ ...fleet, histories: [history, again] })
    expect(running).toEqual([again])
  })

  test('do not include one that failed and was not seen since', () => {
    expect(runningHistories({ ...fleet, histories: [again, history] })).toEqual([])
  })
})
