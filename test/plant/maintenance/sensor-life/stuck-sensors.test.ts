import { describe, expect, test } from 'vitest'
import type { FleetHistories } from '../../../../src/plant/maintenance/histories.ts'
import {
  fleetWithoutStuck,
  runLimits,
  withoutStuck,
} from '../../../../src/plant/maintenance/sensor-life/stuck-sensors.ts'
import { wearingMachines } from '../wearing-machines.ts'

const fleet = wearingMachines(5)
const [history] = fleet.histories

describe('a sensor', () => {
  test('that moves is left alone', () => {
    const { history: same, stuck } = withoutStuck(history!, fleet.channels, runLimits(fleet))
    expect(stuck).toEqual([])
    expect(same).toBe(history)
  })

  test('that stands still for long is missing from then on', () => {
    const channels = history!.channels.slice()
    for (let row = 10; row < 35; row++) channels[3 * row + 1] = 4.2
    const cleaned = withoutStuck({ ...history!, channels }, fleet.channels, runLimits(fleet))
    expect(cleaned.stuck).toEqual([{ channel: 'vibration', value: 4.2, from: 11, to: 35 }])
    const vibration = Array.from(
      history!.cycles,
      (_, row) => cleaned.history.channels[3 * row + 1]!,
    )
    const isMissing = vibration.map((value) => Number.isNaN(value))
    expect(isMissing.indexOf(true)).toBe(10)
    expect(isMissing.lastIndexOf(true)).toBe(34)
    expect(cleaned.history.channels[0]).toBe(history!.channels[0])
  })

  test('of a fleet that stands still is counted, with where it did', () => {
    const channels = history!.channels.slice()
    for (let row = 5; row < 30; row++) channels[3 * row] = 0
    const histories = [{ ...history!, channels }, ...fleet.histories.slice(1)]
    const cleaned = fleetWithoutStuck({ ...fleet, histories }, runLimits(fleet))
    expect(cleaned.findings).toEqual([
      {
        kind: 'stuck-sensor',
        subject: 'sensors',
        column: 'heat',
        count: 1,
        examples: ['pump-1: 0 from 6 to 30'],
        action: 'left-missing',
      },
    ])
    expect(cleaned.histories[0]!.channels[3 * 5]).toBeNaN()
    expect(cleaned.histories[1]).toBe(fleet.histories[1])
  })

  test('that always stands still is a setting, not stuck', () => {
    const still: FleetHistories = {
      ...fleet,
      histories: fleet.histories.map((own) => ({
        ...own,
        channels: own.channels.map((value, i) => (i % 3 === 2 ? 7 : value)),
      })),
    }
    const cleaned = withoutStuck(still.histories[0]!, still.channels, runLimits(still))
    expect(cleaned.stuck).toEqual([])
  })
})
