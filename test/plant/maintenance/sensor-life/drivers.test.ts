import { describe, expect, test } from 'vitest'
import { blocksWidth } from '../../../../src/generative/encoding/history-blocks.ts'
import { historyUpTo, type FleetHistories } from '../../../../src/plant/maintenance/histories.ts'
import { mainDrivers } from '../../../../src/plant/maintenance/life-drivers.ts'
import { lifeDrivers } from '../../../../src/plant/maintenance/sensor-life/drivers.ts'
import { fitSensorLife } from '../../../../src/plant/maintenance/sensor-life/fit.ts'
import { createRandom } from '../../../../src/random.ts'

const shape = { channelCount: 3, edges: [0, 3, 10] }
const width = blocksWidth(shape)
const names = ['heat', 'vibration', 'noise']
const healthy = [0, 0, 0]

/** Remaining life as a function of the newest reading of each channel. */
const by = (life: (heat: number, vibration: number, noise: number) => number) => {
  return async (rows: Float32Array): Promise<Float64Array> =>
    Float64Array.from({ length: rows.length / width }, (_, i) =>
      life(rows[i * width]!, rows[i * width + 1]!, rows[i * width + 2]!),
    )
}

function question(...readings: readonly number[]) {
  const row = new Float32Array(width)
  for (let block = 0; block < 2; block++) row.set(readings, 3 * block)
  return { machine: 'a', row, recent: Float64Array.from(readings) }
}

describe('drivers', () => {
  test('of effects that add up are these effects', async () => {
    const life = by((heat, vibration) => 100 - 20 * heat - 5 * vibration)
    expect(await lifeDrivers(question(2, 3, 7), shape, names, healthy, life)).toEqual({
      machine: 'a',
      median: 45,
      healthyMedian: 100,
      channels: [
        { channel: 'heat', cycles: -40, deviation: 2 },
        { channel: 'vibration', cycles: -15, deviation: 3 },
        { channel: 'noise', cycles: 0, deviation: 7 },
      ],
    })
  })

  test('share what two channels do only together, and add up to the whole difference', async () => {
    const life = by((heat, vibration, noise) => 100 - 10 * heat * vibration + noise)
    const found = await lifeDrivers(question(2, 3, 4), shape, names, healthy, life)
    const cycles = Object.fromEntries(found.channels.map((one) => [one.channel, one.cycles]))
    expect(cycles).toEqual({ heat: -30, vibration: -30, noise: 4 })
    expect(found.median - found.healthyMedian).toBe(-56)
  })

  test('are not channels that were not read', async () => {
    const life = by((heat) => 100 - heat)
    const asked = { ...question(9, 1, 1), recent: Float64Array.of(NaN, 1, 1) }
    const found = await lifeDrivers(asked, shape, names, healthy, life)
    expect(found.channels.map(({ channel }) => channel).sort()).toEqual(['noise', 'vibration'])
  })
})

/** Half of the machines wear by their bearing, which vibrates, half by their winding, which heats. */
function twoWays(count: number): FleetHistories {
  const histories = Array.from({ length: count }, (_, i) => {
    const random = createRandom(5).split('machine', i)
    const life = 40 + Math.floor(40 * random.uniform())
    const channels = new Float64Array(3 * life)
    for (let row = 0; row < life; row++) {
      const wear = 8 * ((row + 1) / life) ** 3
      channels[3 * row] = (i % 2 === 0 ? wear : 0) + random.normal()
      channels[3 * row + 1] = (i % 2 === 1 ? wear : 0) + random.normal()
      channels[3 * row + 2] = random.normal()
    }
    return {
      machine: `m${i}`,
      cycles: Float64Array.from({ length: life }, (__, row) => row + 1),
      startCycle: 0,
      channels,
      conditions: new Float64Array(),
      end: 'failure' as const,
      endCycle: life,
    }
  })
  return { channels: names, conditions: [], histories, findings: [] }
}

test('a machine that wears in a known way is driven by the channel that shows it', async () => {
  const fleet = twoWays(60)
  const learnt = { ...fleet, histories: fleet.histories.slice(0, 40) }
  const model = await fitSensorLife(learnt, { seed: 1, folds: 2, members: 1, steps: 600 })
  const worn = fleet.histories.slice(40)
  const late = worn.map((history) => historyUpTo(history, history.endCycle - 4))
  const drivers = await model.drivers(late)
  const first = drivers.map((one) => mainDrivers(one)[0]?.channel)
  const expected = worn.map((_, i) => (i % 2 === 0 ? 'heat' : 'vibration'))
  expect(first.filter((channel, i) => channel === expected[i]).length).toBeGreaterThanOrEqual(19)
  for (const { median, healthyMedian, channels } of drivers) {
    const sum = channels.reduce((total, { cycles }) => total + cycles, 0)
    expect(sum).toBeCloseTo(median - healthyMedian, 6)
  }
  const early = worn.map((history) => historyUpTo(history, 8))
  const named = (await model.drivers(early)).filter((one) => mainDrivers(one).length > 0)
  expect(named.length).toBeLessThan(late.length / 2)
  await model.release()
})
