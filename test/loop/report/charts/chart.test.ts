import { describe, expect, test } from 'vitest'
import {
  axisNumber,
  axisNumberFor,
  bandSeries,
  grid,
  lineSeries,
  periodAxis,
  quantityAxis,
  renderChart,
} from '../../../../src/loop/report/charts/chart.ts'

const option = {
  grid: grid(),
  xAxis: periodAxis(['a', 'b<', 'c']),
  yAxis: quantityAxis(axisNumber),
  series: [lineSeries([1, 2, 3], { colour: 'blue' })],
}

describe('chart', () => {
  const svg = renderChart(option)('caption-1').html

  test('is a picture with a name that scales with the page', () => {
    expect(svg).toMatch(
      /^<svg role="img" aria-labelledby="caption-1" xmlns="[^"]+" viewBox="0 0 352 200">/,
    )
  })

  test('takes its colours from the page', () => {
    expect(svg).toContain('stroke="var(--blue)"')
    expect(svg).not.toMatch(/#[0-9a-f]{6}(?![^"]*")/i)
  })

  test('has no style sheet, no handlers and escaped labels', () => {
    expect(svg).not.toMatch(/<style|class=|ecmeta|pointer-events|<script/)
    expect(svg).toContain('b&lt;')
  })

  test('is the same each time, and its ids differ from those of another chart', () => {
    expect(renderChart(option)('caption-1').html).toBe(svg)
    const other = renderChart({ ...option, series: [lineSeries([3, 2, 1], { colour: 'blue' })] })
    const idsOf = (text: string): string[] =>
      [...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!)
    expect(idsOf(svg).length).toBeGreaterThan(0)
    expect(idsOf(other('x').html)).not.toEqual(idsOf(svg))
  })
})

describe('axis numbers', () => {
  test('are short', () => {
    expect([0, 0.4, 350, 12_000, 1_250_000, -20_000].map(axisNumber)).toEqual([
      '0',
      '0.4',
      '350',
      '12k',
      '1.25M',
      '−20k',
    ])
  })
})

describe('numbers of one axis', () => {
  test('have the decimals that tell them apart', () => {
    expect(axisNumberFor([25, 25.01])(25.004)).toBe('25.004')
    expect(axisNumberFor([0, 40])(12.5)).toBe('12.5')
    expect(axisNumberFor([7, 7])(7)).toBe('7')
  })
})

describe('band', () => {
  test('is the lower line and the height above it, with gaps kept', () => {
    const [lower, height] = bandSeries('b', [1, null, 2], [4, 5, 2], {
      colour: 'blue',
      opacity: 0.2,
    })
    expect(lower).toMatchObject({ data: [1, null, 2] })
    expect(height).toMatchObject({ data: [3, null, 0] })
  })
})
