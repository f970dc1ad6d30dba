import { expect, test } from 'vitest'
import { blocksWidth } from '../../../../src/generative/encoding/history-blocks.ts'
import { fitConditions } from '../../../../src/plant/maintenance/sensor-life/operating-conditions.ts'
import { fewestRows, lifeRows } from '../../../../src/plant/maintenance/sensor-life/rows.ts'
import { wearingMachines } from '../wearing-machines.ts'

const fleet = wearingMachines(3)
const conditions = fitConditions(fleet)
const shape = { channelCount: 2, edges: [0, 3, 9], used: [0, 1], typicalAge: 50 }
const [first, ...others] = fleet.histories
const histories = [first!, { ...others[0]!, end: 'service' as const }, others[1]!]

test('a row for every cycle from the fifth on, with what remained and whether a failure came', () => {
  const rows = lifeRows(histories, conditions, shape, 1000)
  const lives = histories.map(({ endCycle }) => endCycle)
  expect(rows.rowCount).toBe(lives.reduce((sum, life) => sum + life - fewestRows + 1, 0))
  expect(rows.history).toHaveLength(rows.rowCount * blocksWidth(shape))
  expect([...rows.outcome.subarray(0, 4)]).toEqual([lives[0]! - 5, 1, lives[0]! - 6, 1])
  const second = rows.historyOf.indexOf(1)
  expect([...rows.outcome.subarray(2 * second, 2 * second + 2)]).toEqual([lives[1]! - 5, 0])
})

test('every n-th cycle, the last one included, where there are too many', () => {
  const rows = lifeRows(histories, conditions, shape, 60)
  expect(rows.rowCount).toBeLessThanOrEqual(60)
  const last = rows.historyOf.lastIndexOf(0)
  expect(rows.outcome[2 * last]).toBe(0)
})
