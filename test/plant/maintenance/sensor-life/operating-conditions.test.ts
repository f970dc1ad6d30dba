import { describe, expect, test } from 'vitest'
import type { FleetHistories } from '../../../../src/plant/maintenance/histories.ts'
import {
  describeConditions,
  fitConditions,
  movingChannels,
  regimeOf,
  standardised,
} from '../../../../src/plant/maintenance/sensor-life/operating-conditions.ts'
import { createRandom } from '../../../../src/random.ts'
import { speeds, wearingMachines } from '../wearing-machines.ts'

const fleet = wearingMachines(8)

describe('conditions that are a few points', () => {
  const fitted = fitConditions(fleet)

  test('are found', () => {
    const centres = fitted.centres.map(([speed]) => Math.round(speed!))
    expect(centres.sort((a, b) => a - b)).toEqual(speeds)
  })

  test('standardise every channel on its own', () => {
    for (const channel of [0, 1, 2]) {
      const values = fleet.histories.flatMap((own) => [
        ...standardised(fitted, own, [channel]).values,
      ])
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length
      const square = values.reduce((sum, x) => sum + x * x, 0) / values.length
      expect(mean).toBeCloseTo(0, 8)
      expect(square).toBeCloseTo(1, 8)
    }
  })

  test('elsewhere were never seen, and what was read there is missing', () => {
    expect(regimeOf(fitted, [25])).toBe(-1)
    expect(regimeOf(fitted, [NaN])).toBe(-1)
    const [history] = fleet.histories
    const elsewhere = { ...history!, conditions: history!.conditions.with(4, 25) }
    const { values, unseenRows } = standardised(fitted, elsewhere, [0, 2])
    expect(unseenRows).toEqual([4])
    expect([...values.subarray(8, 10)]).toEqual([NaN, NaN])
    expect(values[10]).not.toBeNaN()
    expect(describeConditions(fitted, elsewhere, 4)).toBe('speed = 25')
  })
})

describe('conditions that vary freely', () => {
  function driven(effect: number): FleetHistories {
    const random = createRandom(3)
    return {
      ...fleet,
      histories: fleet.histories.map((own) => {
        const conditions = own.conditions.map(() => random.uniform())
        const channels = Float64Array.from(
          own.channels,
          (_, i) => effect * conditions[Math.floor(i / 3)]! + random.normal(),
        )
        return { ...own, conditions, channels }
      }),
    }
  }

  test('are cut into cells where channels depend on them', () => {
    const fitted = fitConditions(driven(20))
    expect(fitted.centres.length).toBeGreaterThan(8)
    expect(fitted.deviations[0]![0]).toBeLessThan(3)
  })

  test('are one where no channel does', () => {
    const fitted = fitConditions(driven(0))
    expect(fitted.centres).toHaveLength(1)
    expect(regimeOf(fitted, [0.9])).toBe(0)
    expect(regimeOf(fitted, [5])).toBe(-1)
  })
})

describe('without conditions', () => {
  const bare = {
    ...fleet,
    conditions: [],
    histories: fleet.histories.map((own) => ({
      ...own,
      conditions: new Float64Array(0),
      channels: own.channels.map((value, i) => (i % 3 === 2 ? 7 : value)),
    })),
  }
  const fitted = fitConditions(bare)

  test('all rows are one', () => {
    expect(fitted.centres).toHaveLength(1)
    expect(regimeOf(fitted, [])).toBe(0)
  })

  test('a channel that does not move is told, and is 0', () => {
    expect(movingChannels(fitted)).toEqual([0, 1])
    const { values } = standardised(fitted, bare.histories[0]!, [2])
    expect(values.every((value) => value === 0)).toBe(true)
  })
})
