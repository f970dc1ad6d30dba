import { describe, expect, test } from 'vitest'
import { fanChart, quantileOf } from '../../../../src/loop/report/charts/fan-chart.ts'
import { sampleContent } from '../sample-content.ts'

const [fan] = sampleContent.forecasts

describe('fan chart', () => {
  test('draws two bands, the history and the median', () => {
    const svg = fanChart(fan!)('x').html
    expect(svg.match(/fill-opacity="0.18"/g)).toHaveLength(1)
    expect(svg.match(/fill-opacity="0.3"/g)).toHaveLength(1)
    expect(svg).toContain('stroke="var(--ink)"')
    expect(svg).toContain('stroke="var(--blue)" stroke-width="2"')
  })

  test('takes the nearest level that there is', () => {
    expect(quantileOf(fan!, 0.5)).toBe(fan!.quantiles[4])
    expect(quantileOf({ ...fan!, levels: [0.25, 0.75], quantiles: [[1], [2]] }, 0.9)).toEqual([2])
  })
})
