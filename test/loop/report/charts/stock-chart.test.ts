import { describe, expect, test } from 'vitest'
import { stockChart } from '../../../../src/loop/report/charts/stock-chart.ts'
import { samplePlan } from '../sample-content.ts'

describe('stock chart', () => {
  test('draws the band and the median of stock, and a bar for each arrival', () => {
    const item = samplePlan.items[0]!
    const svg = stockChart(item, samplePlan.periods)('x').html
    const arrivals = item.supply.filter((quantity) => quantity > 0).length
    expect(svg.match(/fill="var\(--muted\)" fill-opacity="0.45"/g)!.length).toBeGreaterThanOrEqual(
      arrivals,
    )
    expect(svg).toContain('fill-opacity="0.22"')
    expect(svg).toContain('stroke="var(--green)" stroke-width="2"')
  })
})
