import { describe, expect, test } from 'vitest'
import { gathered, trendChart } from '../../../../src/loop/report/charts/trend-chart.ts'
import { sampleQuality } from '../sample-quality.ts'

const { trend } = sampleQuality.result!

describe('trend chart', () => {
  test('draws the past as bars and what is to come as a band with its middle', () => {
    const svg = trendChart(trend, '+')('x').html
    expect(svg.match(/fill="var\(--muted\)"/g)!.length).toBeGreaterThan(20)
    expect(svg).toMatch(/fill="var\(--blue\)" fill-opacity="0.25"/)
    expect(svg).toContain('stroke="var(--blue)" stroke-width="2"')
  })

  test('lots are taken together where there are more than can be seen, and none is lost', () => {
    const few = gathered(trend.lots)
    expect(few.length).toBeLessThanOrEqual(50)
    const count = (lots: typeof few): number => lots.reduce((sum, { failing }) => sum + failing, 0)
    expect(count(few)).toBe(count([...trend.lots]))
    expect(gathered(trend.lots.slice(0, 3))).toEqual(trend.lots.slice(0, 3))
    expect(gathered([])).toEqual([])
  })
})
