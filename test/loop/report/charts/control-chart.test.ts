import { describe, expect, test } from 'vitest'
import { controlChart, shownPoints } from '../../../../src/loop/report/charts/control-chart.ts'
import { sampleQuality } from '../sample-quality.ts'

const bore = sampleQuality.charts[0]!

describe('control chart', () => {
  test('marks the points that meet a rule, in their panel', () => {
    const marks = (panel: number): number =>
      controlChart(bore, panel)('x').html.match(/fill="var\(--vermilion\)"/g)?.length ?? 0
    expect(marks(0)).toBe(bore.signals.length)
    expect(marks(1)).toBe(0)
  })

  test('shows the last points only', () => {
    const early = bore.signals.map((signal) => ({ ...signal, point: 3 }))
    expect(bore.labels.length - shownPoints).toBeGreaterThan(3)
    const svg = controlChart({ ...bore, signals: early }, 0)('x').html
    expect(svg).not.toContain('--vermilion')
  })

  test('labels have the decimals that tell the values apart', () => {
    expect(controlChart(bore, 0)('x').html).toContain('>25.005<')
  })

  test('a limit that does not exist is not drawn', () => {
    const dashed = (panel: number): number =>
      controlChart(bore, panel)('x').html.match(/stroke="var\(--ink\)"[^>]*stroke-dasharray/g)!
        .length
    expect(dashed(0)).toBe(2)
    expect(dashed(1)).toBe(1)
  })
})
