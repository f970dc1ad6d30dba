import { expect, test } from 'vitest'
import {
  heldOutHistories,
  heldOutTrajectories,
} from '../../../../src/plant/maintenance/sensor-life/held-out.ts'
import { uncalibrated } from '../../../../src/plant/maintenance/sensor-life/calibration.ts'

const none = new Float64Array()
const life = { machine: 'a', cycles: none, channels: none, conditions: none }

test('lives that ended in a failure keep what was said of them at each age', () => {
  const histories = [
    { ...life, startCycle: 0, end: 'end' as const, endCycle: 9 },
    { ...life, startCycle: 100, end: 'failure' as const, endCycle: 130 },
  ]
  const rows = {
    rowCount: 3,
    history: new Float32Array(),
    outcome: Float32Array.of(4, 0, 20, 1, 10, 1),
    historyOf: Uint32Array.of(0, 1, 1),
  }
  const bins = { low: [0, 20], high: [20, 40] }
  const probability = Float32Array.of(0, 1, 0, 1, 1, 0)
  const [kept, ...more] = heldOutHistories(histories, rows, probability, {
    bins,
    calibration: uncalibrated,
  })
  expect(more).toEqual([])
  expect(kept).toMatchObject({ lifeCycles: 30, ages: [10, 20] })
  expect(Math.min(...kept!.draws[0]!)).toBeGreaterThan(20)
  expect(Math.max(...kept!.draws[1]!)).toBeLessThan(20)
})

test('what has passed since the newest look is taken off; before the first, the others tell', () => {
  const kept = [
    { lifeCycles: 30, ages: [10], draws: [[4, 12, 30]] },
    { lifeCycles: 50, ages: [], draws: [] },
  ]
  const [first, second] = heldOutTrajectories(kept, 8, 40)
  expect(first!.expected.map(({ draws }) => [...draws])).toEqual([[50], [42], [6, 24], [16]])
  expect(second!.expected).toHaveLength(7)
  expect([...second!.expected[6]!.draws]).toEqual([0])
})
