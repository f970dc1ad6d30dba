import { expect, test } from 'vitest'
import {
  distanceChart,
  distanceHistogram,
} from '../../../../src/loop/report/charts/distance-chart.ts'

const far = Array.from({ length: 100 }, (_, i) => i / 100)

test('shares add up, and copies stand in the first bin', () => {
  const histogram = distanceHistogram([0, 0, 0, 0.5], far)
  const sum = (shares: readonly number[]): number => shares.reduce((a, b) => a + b, 0)
  expect(sum(histogram.synthetic)).toBeCloseTo(1, 12)
  expect(sum(histogram.holdout)).toBeCloseTo(1, 12)
  expect(histogram.synthetic[0]).toBe(0.75)
})

test('nothing but copies is one bin', () => {
  expect(distanceHistogram([0, 0], [0]).synthetic[0]).toBe(1)
})

test('the two lines differ in colour and dashes', () => {
  const svg = distanceChart(distanceHistogram(far, far))('x').html
  expect(svg).toMatch(/stroke="var\(--muted\)"[^>]*stroke-dasharray/)
  expect(svg).toContain('stroke="var(--blue)" stroke-width="2"')
})
