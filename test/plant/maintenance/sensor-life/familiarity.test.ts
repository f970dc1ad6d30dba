import { describe, expect, test } from 'vitest'
import {
  fitFamiliarity,
  recentMeans,
  unfamiliarReadings,
} from '../../../../src/plant/maintenance/sensor-life/familiarity.ts'
import { createRandom } from '../../../../src/random.ts'

const random = createRandom(2)
const readings = Array.from({ length: 500 }, () => {
  const both = random.normal()
  return [both + 0.1 * random.normal(), both + 0.1 * random.normal()]
}).flat()
const fitted = fitFamiliarity(Float64Array.from(readings), 2, 100)
const names = ['heat', 'flow']
const unfamiliar = (...values: number[]) =>
  unfamiliarReadings(fitted, Float64Array.from(values), names)

describe('readings', () => {
  test('like those that were learned are familiar', () => {
    expect(unfamiliar(1, 1)).toEqual([])
    expect(unfamiliar(-2, -2.1)).toEqual([])
  })

  test('outside of the range name their channel', () => {
    expect(unfamiliar(0, 9)).toEqual([{ code: 'out-of-range', channels: ['flow'] }])
  })

  test('that do not go together are not, although each is within its range', () => {
    expect(unfamiliar(2, -2)).toEqual([{ code: 'unusual-together' }])
  })

  test('that are missing say nothing', () => {
    expect(unfamiliar(NaN, 1)).toEqual([])
  })
})

test('recent means are over the ten newest rows, of what was read', () => {
  const rows = Array.from({ length: 12 }, (_, row) => [row, row < 11 ? NaN : 5]).flat()
  expect([...recentMeans(Float64Array.from(rows), 2, 12)]).toEqual([6.5, 5])
  expect([...recentMeans(Float64Array.from(rows), 2, 3)]).toEqual([1, NaN])
})
