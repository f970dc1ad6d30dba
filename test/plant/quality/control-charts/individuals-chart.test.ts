import { expect, test } from 'vitest'
import { individualsChart } from '../../../../src/plant/quality/control-charts/individuals-chart.ts'
import { flowRate } from './published.ts'

const all = (values: readonly number[]): boolean[] => values.map(() => true)

test('flow rate, against the NIST/SEMATECH e-Handbook, section 6.3.2.2', () => {
  const { mean, panels } = individualsChart(flowRate, all(flowRate))
  expect(mean).toBeCloseTo(50.81, 10)
  expect(panels[1]!.centre[0]).toBeCloseTo(1.8778, 4)
  // Published 45.8159 and 55.8041, with d2 of three digits.
  expect(Math.abs(panels[0]!.lower[0]! - 45.8159)).toBeLessThan(0.002)
  expect(Math.abs(panels[0]!.upper[0]! - 55.8041)).toBeLessThan(0.002)
  expect(panels[1]!.values[0]).toBeNull()
  expect(panels[1]!.values[1]).toBeCloseTo(2, 12)
})

test('a gap takes its value and the two ranges at its sides', () => {
  const values = flowRate.map((value, i) => (i === 4 ? Number.NaN : value))
  const { panels } = individualsChart(values, all(values))
  expect(panels[0]!.values[4]).toBeNull()
  expect(panels[1]!.values.map((range) => range === null)).toEqual(
    [0, 4, 5].reduce((gaps, i) => gaps.with(i, true), new Array<boolean>(10).fill(false)),
  )
})

test('ranges across the end of the baseline do not count for it', () => {
  const values = [...flowRate, 1000, 1001]
  const { panels } = individualsChart(
    values,
    values.map((_, i) => i < flowRate.length),
  )
  expect(panels[1]!.centre[0]).toBeCloseTo(1.8778, 4)
})
