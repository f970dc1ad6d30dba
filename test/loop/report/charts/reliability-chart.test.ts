import { expect, test } from 'vitest'
import { reliabilityChart } from '../../../../src/loop/report/charts/reliability-chart.ts'
import { sampleQuality } from '../sample-quality.ts'

const bins = sampleQuality.result!.model.reliability

test('draws a point with its interval for each bin, and the ideal', () => {
  const svg = reliabilityChart(bins)('x').html
  expect(svg.match(/<path[^>]*stroke="var\(--blue\)"/g)).toHaveLength(bins.length)
  expect(svg.match(/fill="var\(--blue\)"/g)).toHaveLength(bins.length)
  expect(svg).toMatch(/stroke="var\(--muted\)"[^>]*stroke-dasharray/)
})

test('zooms to what was predicted: rare failures fill the picture', () => {
  expect(reliabilityChart(bins)('x').html).toContain('>50%<')
  const rare = bins.slice(0, 2)
  const svg = reliabilityChart(rare)('x').html
  expect(svg).toContain('>8%<')
  expect(svg).not.toContain('>50%<')
})
