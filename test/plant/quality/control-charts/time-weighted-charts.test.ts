import { describe, expect, test } from 'vitest'
import {
  cumulativeSumChart,
  movingAverageChart,
} from '../../../../src/plant/quality/control-charts/time-weighted-charts.ts'
import { groupMeans, movingAverageValues, numbered, shiftedValues } from './published.ts'

const single = (values: readonly number[]): { label: string; values: number[] }[] =>
  numbered(values.map((value) => ({ values: [value] })))
const all = (values: readonly unknown[]): boolean[] => values.map(() => true)

describe('moving averages', () => {
  test('against the NIST/SEMATECH e-Handbook, section 6.3.2.4', () => {
    const subgroups = single(movingAverageValues)
    const { panels } = movingAverageChart(
      subgroups,
      all(subgroups),
      { weight: 0.3, width: 3 },
      { target: 50, deviation: 2.0539 },
    )
    const published = [
      50.6, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52,
      50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99,
    ]
    panels[0]!.values.forEach((value, i) => expect(value).toBeCloseTo(published[i]!, 2))
    // The handbook takes the limits that are reached after many points: 47.4115 and 52.5884.
    expect(panels[0]!.lower[19]).toBeCloseTo(47.4115, 3)
    expect(panels[0]!.upper[19]).toBeCloseTo(52.5884, 3)
    expect(panels[0]!.upper[0]).toBeCloseTo(50 + 3 * 0.3 * 2.0539, 10)
  })

  test('against Montgomery 2009, example 9.2', () => {
    const subgroups = single(shiftedValues)
    const { panels } = movingAverageChart(
      subgroups,
      all(subgroups),
      { weight: 0.1, width: 2.7 },
      { target: 10, deviation: 1 },
    )
    const [first, second, third] = panels[0]!.values
    expect([first, second, third]).toEqual([
      expect.closeTo(9.945, 10),
      expect.closeTo(9.7495, 10),
      expect.closeTo(9.70355, 10),
    ])
    expect(panels[0]!.upper[0]).toBeCloseTo(10.27, 10)
    expect(panels[0]!.upper[1]).toBeCloseTo(10.36, 2)
    expect(panels[0]!.upper[29]).toBeCloseTo(10.62, 2)
  })

  test('an empty subgroup leaves the average as it is, larger ones narrow the limits', () => {
    const subgroups = numbered([{ values: [1, 3] }, { values: [] }, { values: [2, 4, 6, 0] }])
    const design = { weight: 0.5, width: 3 }
    const known = { target: 2, deviation: 1 }
    const [panel] = movingAverageChart(subgroups, all(subgroups), design, known).panels
    expect(panel!.values).toEqual([2, null, 2.5])
    const variance = 0.25 / 4 + 0.25 * (0.25 / 2)
    expect(panel!.upper[2]).toBeCloseTo(2 + 3 * Math.sqrt(variance), 12)
  })
})

describe('cumulative sums', () => {
  test('against the NIST/SEMATECH e-Handbook, section 6.3.2.3', () => {
    // There in units of the data: k = 0.3175, h = 4.1959, deviation 1.27.
    const subgroups = single(groupMeans)
    const { panels } = cumulativeSumChart(
      subgroups,
      all(subgroups),
      { reference: 0.25, decision: 4.1959 / 1.27 },
      { target: 325, deviation: 1.27 },
    )
    const { values, lowerValues, distances } = panels[0]!
    const rises = [0, 0, 0, 0, 0.03, 0, 0, 0, 0, 0, 0, 0, 3.01, 4.94, 7.45, 10.63, 11.99, 14.44, 16]
    const falls = [0, 0.01, 0, 0.33, 0, 0, 0.56, 0.72, 0.17, 0.25, 0.31, 0]
    rises.forEach((rise, i) => expect(Math.abs(values[i]! * 1.27 - rise)).toBeLessThan(0.012))
    falls.forEach((fall, i) => expect(Math.abs(lowerValues![i]! * 1.27 + fall)).toBeLessThan(0.012))
    expect(distances.findIndex((distance) => Math.abs(distance) > 3)).toBe(13)
  })

  test('against Montgomery 2009, example 9.1: out at 29, since 23, the mean about 11.25', () => {
    const subgroups = single(shiftedValues)
    const { panels, averageRunLength } = cumulativeSumChart(
      subgroups,
      all(subgroups),
      { reference: 0.5, decision: 5 },
      { target: 10, deviation: 1 },
    )
    const { values, distances, onsets, remarks } = panels[0]!
    expect(values[28]).toBeCloseTo(5.28, 10)
    expect(distances.findIndex((distance) => Math.abs(distance) > 3)).toBe(28)
    expect(onsets![28]).toBe(22)
    expect(remarks![28]).toContain('the mean since then is about 11.25')
    expect(averageRunLength).toBeCloseTo(465, -0.5)
  })

  test('the deviation comes from single values by moving ranges, from subgroups within them', () => {
    const design = { reference: 0.5, decision: 5 }
    const neighbours = single([1, 2, 1, 2, 1])
    const { deviation } = cumulativeSumChart(neighbours, all(neighbours), design)
    expect(deviation).toBeCloseTo(Math.sqrt(Math.PI) / 2, 10)
    const pairs = numbered([{ values: [1, 2] }, { values: [11, 12] }])
    const within = cumulativeSumChart(pairs, all(pairs), design)
    expect(within.deviation).toBeCloseTo(Math.sqrt(Math.PI) / 2, 10)
  })

  test('a fall is drawn downwards, an empty subgroup is no point', () => {
    const subgroups = numbered([{ values: [-2] }, { values: [] }, { values: [-2] }])
    const known = { target: 0, deviation: 1 }
    const design = { reference: 0.5, decision: 2 }
    const [panel] = cumulativeSumChart(subgroups, all(subgroups), design, known).panels
    expect(panel!.values).toEqual([0, null, 0])
    expect(panel!.lowerValues).toEqual([-1.5, null, -3])
    expect(panel!.distances[2]).toBeCloseTo(-4.5, 12)
    expect(panel!.remarks![2]).toContain('the fall began there')
  })
})
