import { expect, test } from 'vitest'
import {
  driverText,
  mainDrivers,
  type LifeDrivers,
} from '../../../src/plant/maintenance/life-drivers.ts'

const drivers: LifeDrivers = {
  machine: 'a',
  median: 20,
  healthyMedian: 60,
  channels: [
    { channel: 'vibration', cycles: -30, deviation: 3.14 },
    { channel: 'heat', cycles: -9.5, deviation: -1 },
    { channel: 'noise', cycles: -1.5, deviation: 0 },
    { channel: 'oil', cycles: 1, deviation: 0 },
  ],
}

test('channels that explain the loss are named, the others are not', () => {
  expect(mainDrivers(drivers).map(({ channel }) => channel)).toEqual(['vibration', 'heat'])
})

test('where many channels share a loss evenly the first is named all the same', () => {
  const channels = Array.from({ length: 40 }, (_, i) => ({
    channel: `s${i}`,
    cycles: -1,
    deviation: 1,
  }))
  expect(mainDrivers({ ...drivers, channels })).toHaveLength(1)
})

test('a machine that has lost little has no drivers', () => {
  expect(mainDrivers({ ...drivers, median: 58 })).toEqual([])
})

test('a driver says what it takes and how it reads', () => {
  expect(driverText(drivers.channels[0]!)).toBe('vibration -30 cycles (+3.1 sd)')
  expect(driverText(drivers.channels[1]!, 'hours')).toBe('heat -9.5 hours (-1.0 sd)')
})
