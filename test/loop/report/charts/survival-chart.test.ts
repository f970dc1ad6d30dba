import { expect, test } from 'vitest'
import { survivalChart } from '../../../../src/loop/report/charts/survival-chart.ts'
import { sampleFleet } from '../sample-fleet.ts'

const survival = sampleFleet.result!.survival!

test('draws what was seen with its interval, and the curve', () => {
  const svg = survivalChart(survival)('x').html
  expect(svg).toContain('stroke="var(--ink)"')
  expect(svg.match(/stroke="var\(--muted\)"[^>]*stroke-dasharray/g)).toHaveLength(2)
  expect(svg).toMatch(/stroke="var\(--blue\)" stroke-width="2"[^>]*stroke-dasharray/)
})

test('without a Weibull curve there is none', () => {
  const svg = survivalChart({ ...survival, weibull: null })('x').html
  expect(svg).not.toContain('var(--blue)')
})
