import { describe, expect, test } from 'vitest'
import {
  calibratedDraws,
  calibrateLives,
  levelOf,
  uncalibrated,
} from '../../../../src/plant/maintenance/sensor-life/calibration.ts'
import { createRandom } from '../../../../src/random.ts'

const bins = { low: [0, 10, 20, 30], high: [10, 20, 30, 50] }
const even = [0.25, 0.25, 0.25, 0.25]

describe('levels and draws', () => {
  test('the level of a value is linear within a bin', () => {
    expect([0, 5, 10, 25, 40, 60].map((life) => levelOf(bins, even, life))).toEqual([
      0, 0.125, 0.25, 0.625, 0.875, 1,
    ])
  })

  test('draws without calibration are the quantiles of the bins', () => {
    expect([...calibratedDraws(bins, even, uncalibrated, 4)]).toEqual([5, 15, 25, 40])
  })

  test('a bin without probability is stepped over', () => {
    const draws = calibratedDraws(bins, [0.5, 0, 0, 0.5], uncalibrated, 4)
    expect([...draws]).toEqual([2.5, 7.5, 35, 45])
  })
})

describe('calibration', () => {
  const random = createRandom(5)
  // The model says 0 to 40 evenly, but lives are all between 10 and 20.
  const heldOut = Array.from({ length: 4000 }, () => ({
    probability: [0.25, 0.25, 0.25, 0.25],
    life: 10 + 10 * random.uniform(),
    weight: 0.01,
  }))

  test('brings draws to where held-out lives were', () => {
    const calibration = calibrateLives(bins, heldOut)
    const draws = calibratedDraws(bins, even, calibration, 10)
    draws.forEach((draw, i) => expect(draw).toBeCloseTo(10.5 + i, 0))
  })

  test('is apart for short and long predictions', () => {
    const short = heldOut.map((row) => ({ ...row, probability: [1, 0, 0, 0], life: 1 }))
    const long = heldOut.map((row) => ({ ...row, probability: [0, 0, 0, 1], life: 49 }))
    const calibration = calibrateLives(bins, [...short, ...long])
    expect(calibratedDraws(bins, [1, 0, 0, 0], calibration, 1)[0]).toBeCloseTo(1)
    expect(calibratedDraws(bins, [0, 0, 0, 1], calibration, 1)[0]).toBeCloseTo(49)
  })

  test('counts ten lives as ten, however their rows add up', () => {
    // A tenth of a life ten times is a little less than one.
    const rows = Array.from({ length: 100 }, (_, i) => ({
      probability: even,
      life: 10 + i / 10,
      weight: 0.1,
    }))
    expect(rows.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThan(10)
    expect(calibrateLives(bins, rows)).not.toBe(uncalibrated)
  })

  test('of too few lives changes nothing', () => {
    expect(calibrateLives(bins, heldOut.slice(0, 500))).toBe(uncalibrated)
  })
})
