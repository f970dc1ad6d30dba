import { describe, expect, test } from 'vitest'
import {
  cumulativeSumRunLength,
  movingAverageRunLength,
} from '../../../../src/plant/quality/control-charts/run-length.ts'
import { createRandom } from '../../../../src/random.ts'

describe('two-sided cumulative sums, k = 0.5, against the NIST/SEMATECH e-Handbook, section 6.3.2.3.1', () => {
  const shifts = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4]
  test.each([
    [4, [168, 74.2, 26.6, 13.3, 8.38, 4.75, 3.34, 2.62, 2.19, 1.71]],
    [5, [465, 139, 38, 17, 10.4, 5.75, 4.01, 3.11, 2.57, 2.01]],
  ])('h = %d', (decision, published) => {
    shifts.forEach((shift, i) => {
      const length = cumulativeSumRunLength({ reference: 0.5, decision }, shift)
      expect(Math.abs(length / published[i]! - 1)).toBeLessThan(0.005)
    })
  })
})

describe('moving averages against Lucas & Saccucci 1990, as in Montgomery 2009, table 9.11', () => {
  const shifts = [0, 0.25, 0.5, 1, 2, 3]
  test.each([
    [0.4, 3.054, [500, 224, 71.2, 14.3, 3.5, 2]],
    [0.25, 2.998, [500, 170, 48.2, 11.1, 3.6, 2.3]],
    [0.2, 2.962, [500, 150, 41.8, 10.5, 3.7, 2.4]],
    [0.1, 2.814, [500, 106, 31.3, 10.3, 4.4, 2.9]],
    [0.05, 2.615, [500, 84.1, 28.8, 11.4, 5.2, 3.5]],
  ])('weight %d, width %d', (weight, width, published) => {
    shifts.forEach((shift, i) => {
      const length = movingAverageRunLength({ weight, width }, shift)
      expect(Math.abs(length - published[i]!)).toBeLessThan(0.05 + 0.004 * published[i]!)
    })
  })
})

test('a weight of 1 is the chart of single points: 370.4 points to a false alarm', () => {
  expect(movingAverageRunLength({ weight: 1, width: 3 })).toBeCloseTo(370.398, 2)
})

test('a simulation of the sums takes as long', () => {
  const random = createRandom('cumulative sums')
  const runs = 4000
  let total = 0
  for (let run = 0; run < runs; run++) {
    let rise = 0
    let fall = 0
    do {
      const z = random.normal() + 0.5
      rise = Math.max(0, rise + z - 0.5)
      fall = Math.max(0, fall - z - 0.5)
      total++
    } while (rise <= 3 && fall <= 3)
  }
  const expected = cumulativeSumRunLength({ reference: 0.5, decision: 3 }, 0.5)
  expect(Math.abs(total / runs / expected - 1)).toBeLessThan(4 / Math.sqrt(runs))
})
