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

  test('limits stand in figures where they end', () => {
    const upper = bore.panels[0]!.upper.at(-1)!
    expect(controlChart(bore, 0)('x').html).toContain(`>${upper.toFixed(3)}<`)
  })

  test('a subgroup without a value has no centre', () => {
    const [panel, ...others] = bore.panels
    const last = panel!.values.length - 1
    const drawn = (value: number | null, middle: number): string => {
      const values = panel!.values.with(last, value)
      const centre = panel!.centre.with(last, middle)
      return controlChart({ ...bore, panels: [{ ...panel!, values, centre }, ...others] }, 0)('x')
        .html
    }
    expect(drawn(null, 0)).toBe(drawn(null, 99))
    expect(drawn(25, 25)).not.toBe(drawn(25, 25.01))
  })

  test('a limit that does not exist is not drawn', () => {
    const dashed = (panel: number): number =>
      controlChart(bore, panel)('x').html.match(/stroke="var\(--ink\)"[^>]*stroke-dasharray/g)!
        .length
    expect(dashed(0)).toBe(2)
    expect(dashed(1)).toBe(1)
  })
})
