import { describe, expect, test } from 'vitest'
import { calibrationChart } from '../../../../src/loop/report/charts/calibration-chart.ts'

describe('calibration chart', () => {
  const svg = calibrationChart([
    { nominal: 0.1, observed: 0.2 },
    { nominal: 0.9, observed: 0.8 },
  ])('x').html

  test('draws the ideal and what was observed', () => {
    expect(svg).toMatch(/stroke="var\(--muted\)"[^>]*stroke-dasharray/)
    expect(svg).toContain('stroke="var(--blue)" stroke-width="2"')
  })

  test('has both axes from nothing to all', () => {
    expect(svg.match(/>0%</g)).toHaveLength(2)
    expect(svg.match(/>100%</g)).toHaveLength(2)
  })
})
