import { describe, expect, test } from 'vitest'
import { subgroupChart } from '../../../../src/plant/quality/control-charts/subgroup-charts.ts'
import { numbered, pistonRings } from './published.ts'

const rings = numbered(pistonRings.map((values) => ({ values })))

describe('piston rings, against Montgomery 2009, section 6.3', () => {
  test('means and ranges', () => {
    const { mean, panels } = subgroupChart(rings, rings, 'range')
    expect(mean).toBeCloseTo(74.001, 3)
    expect(panels[0]!.upper[0]).toBeCloseTo(74.014, 2)
    expect(panels[0]!.lower[0]).toBeCloseTo(73.988, 3)
    expect(panels[1]!.centre[0]).toBeCloseTo(0.0232, 4)
    expect(panels[1]!.upper[0]).toBeCloseTo(0.049, 3)
    expect(panels[1]!.lower[0]).toBeNull()
  })

  test('means and standard deviations', () => {
    const { panels } = subgroupChart(rings, rings, 'standard deviation')
    expect(panels[0]!.lower[0]).toBeCloseTo(73.988, 3)
    expect(panels[1]!.centre[0]).toBeCloseTo(0.0094, 4)
    expect(panels[1]!.upper[0]).toBeCloseTo(0.0196, 4)
    expect(panels[1]!.lower[0]).toBeNull()
    expect(panels[1]!.values[0]).toBeCloseTo(0.0148, 4)
  })
})

test('limits follow the sizes of the subgroups, and one value has no range', () => {
  const mixed = [{ label: 'few', values: [74, 74.01] }, ...rings, { label: 'one', values: [74] }]
  const { panels, deviation } = subgroupChart(mixed, mixed, 'range')
  const half = (i: number): number => panels[0]!.upper[i]! - panels[0]!.centre[i]!
  expect(half(0) / half(1)).toBeCloseTo(Math.sqrt(5 / 2), 9)
  expect(half(26)).toBeCloseTo(3 * deviation!, 9)
  expect(panels[1]!.values[26]).toBeNull()
  expect(panels[1]!.values[0]).toBeCloseTo(0.01, 12)
})

test('the limits come from the baseline alone', () => {
  const shifted = rings.map(({ label, values }) => ({ label, values: values.map((v) => v + 1) }))
  const { mean, panels } = subgroupChart([...rings, ...shifted], rings, 'range')
  expect(mean).toBeCloseTo(74.001, 3)
  expect(panels[0]!.distances[30]).toBeGreaterThan(100)
})

test('single values and values that never change make no such chart', () => {
  const single = numbered([{ values: [1] }, { values: [2] }])
  expect(() => subgroupChart(single, single, 'range')).toThrow('at least 2 values, got single ones')
  const stuck = numbered([{ values: [7, 7] }, { values: [7, 7] }])
  expect(() => subgroupChart(stuck, stuck, 'standard deviation')).toThrow('no spread within it')
})
