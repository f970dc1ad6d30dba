// From an option of echarts to a small SVG that scales with the page and takes its colours from it.

import { createHash } from 'node:crypto'
import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { shortLabels } from '../format.ts'
import { trusted, type Markup } from '../markup.ts'
import { palette } from './palette.ts'

use([BarChart, LineChart, ScatterChart, GridComponent, MarkLineComponent, SVGRenderer])

/** Width of every chart in pixels: that of a phone, so that its text is never scaled down. */
export const chartWidth = 352
export const chartHeight = 200

/** The SVG; what it shows is said by the figure around it (`labelledBy` is the id of its caption). */
export type Chart = (labelledBy: string) => Markup

/**
 * Renders without a browser. The SVG has a view box and no size, no ids that another chart could
 * have, no style sheet and no handlers.
 */
export function renderChart(option: EChartsCoreOption, height: number = chartHeight): Chart {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: chartWidth, height })
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option })
    const svg = tidy(chart.renderToSVGString())
    return (labelledBy) => {
      const named = svg.replace('<svg ', `<svg role="img" aria-labelledby="${labelledBy}" `)
      // The renderer counts its ids per process; a digest of the drawing makes them the page's own.
      const digest = createHash('sha256').update(named).digest('hex').slice(0, 8)
      return trusted(named.replaceAll(/chart-c?\d+/g, (id) => `${id}-${digest}`))
    }
  } finally {
    chart.dispose()
  }
}

function tidy(svg: string): string {
  return svg
    .replace(/<style ?>.*?<\/style>/s, '')
    .replace(/^<svg width="\d+" height="\d+"/, '<svg')
    .replaceAll(/ (?:class|pointer-events|ecmeta_\w+|xmlns:xlink|baseProfile|version)="[^"]*"/g, '')
    .replaceAll(/="[^"]*"/g, (attribute) =>
      attribute.replaceAll(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2)))),
    )
    .replaceAll('>\n', '>')
    .replaceAll(/zr\d+-/g, 'chart-')
}

/** Characters that fit beside each other under a chart, and in one label. */
const axisLength = 40
const labelLength = 24

const axisText = { color: palette.muted, fontSize: 11 }

/** Room for the labels of both axes. */
export function grid(left = 44): object {
  return { left, right: 10, top: 12, bottom: 24 }
}

/** An axis of periods with about five labels. */
export function periodAxis(labels: readonly string[], isBar = false): object {
  const longest = Math.min(labelLength, Math.max(1, ...labels.map((label) => label.length)))
  const most = Math.min(5, Math.max(1, Math.floor(axisLength / longest)))
  const every = Math.max(1, Math.ceil(labels.length / most))
  return {
    type: 'category',
    data: labels,
    boundaryGap: isBar,
    axisLine: { lineStyle: { color: palette.muted } },
    axisTick: { show: false },
    axisLabel: {
      ...axisText,
      interval: (index: number) => index % every === Math.floor(every / 2),
      formatter: (label: string) =>
        label.length > labelLength ? `${label.slice(0, labelLength - 1)}…` : label,
    },
  }
}

/** A quiet axis of quantities from zero. */
export function quantityAxis(format: (value: number) => string, extra: object = {}): object {
  return {
    type: 'value',
    splitNumber: 4,
    axisLabel: { ...axisText, formatter: format },
    splitLine: { lineStyle: { color: palette.line } },
    ...extra,
  }
}

/** An axis of shares in whole percent, from nothing. */
export function percentAxis(extra: object = {}): object {
  return quantityAxis((value) => `${Math.round(100 * value)}%`, { min: 0, ...extra })
}

/** An axis of quantities along the bottom: a line instead of a grid. */
export function bottomAxis(format: (value: number) => string, extra: object = {}): object {
  return quantityAxis(format, {
    splitLine: { show: false },
    axisLine: { show: true, lineStyle: { color: palette.muted } },
    ...extra,
  })
}

/** A bottom axis that begins and ends where the data do, at figures too odd to be printed. */
export function fittedAxis(
  format: (value: number) => string,
  [min, max]: readonly [number, number],
  { showMinLabel = false }: { readonly showMinLabel?: boolean } = {},
): object {
  const labels = { ...axisText, formatter: format, showMinLabel, showMaxLabel: false }
  return bottomAxis(format, { min, max, axisLabel: labels })
}

/** Quantities over periods, the usual chart of a plan. */
export function periodChart(
  periods: readonly string[],
  series: readonly object[],
  { isBar = false }: { readonly isBar?: boolean } = {},
): Chart {
  return renderChart({
    grid: grid(),
    xAxis: periodAxis(shortLabels(periods), isBar),
    yAxis: quantityAxis(axisNumber),
    series,
  })
}

/** `1.2k`, `350`, `0.4`: short enough for an axis. */
export function axisNumber(value: number): string {
  const size = Math.abs(value)
  const [scaled, suffix] =
    size >= 1e6 ? [value / 1e6, 'M'] : size >= 1e4 ? [value / 1e3, 'k'] : [value, '']
  return `${Number(scaled.toPrecision(3))}${suffix}`.replace('-', '−')
}

/**
 * As many decimals as the differences of the values need, so that no label stands twice: a bore of 25.004
 * is not 25, and a loss of 1.238 is not 1.24.
 */
export function axisNumberFor(values: readonly (number | null)[]): (value: number) => string {
  const known = values.filter((value) => value !== null && Number.isFinite(value)) as number[]
  const spread = Math.max(...known) - Math.min(...known)
  const size = Math.max(...known.map(Math.abs), 0)
  if (!(spread > 0) || spread > size / 20) return axisNumber
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(spread)) + 1))
  return (value) => value.toFixed(decimals).replace('-', '−')
}

export interface LineStyle {
  readonly colour: keyof typeof palette
  readonly width?: number
  readonly dash?: 'solid' | 'dashed' | 'dotted'
  readonly step?: 'middle'
}

/** A line without symbols; null leaves a gap. */
export function lineSeries(
  data: readonly (number | null)[] | readonly (readonly [number, number])[],
  { colour, width = 1.5, dash = 'solid', step }: LineStyle,
): object {
  return {
    type: 'line',
    data,
    symbol: 'none',
    silent: true,
    ...(step && { step }),
    lineStyle: { color: palette[colour], width, type: dash },
    itemStyle: { color: palette[colour] },
  }
}

export interface Mark extends LineStyle {
  readonly value: number
}

/** Upright lines at values of the bottom axis. */
export function markLines(marks: readonly Mark[]): object {
  return {
    symbol: 'none',
    silent: true,
    label: { show: false },
    data: marks.map(({ value, colour, dash = 'solid', width = 2 }) => ({
      xAxis: value,
      lineStyle: { color: palette[colour], type: dash, width },
    })),
  }
}

/** Shares seen against shares expected, over the diagonal on which they agree. */
export function diagonalChart(
  { end, interval }: { readonly end: number; readonly interval: number },
  series: readonly object[],
): Chart {
  const scale = { max: end, interval }
  const ideal = [
    [0, 0],
    [end, end],
  ] as const
  return renderChart(
    {
      grid: grid(),
      xAxis: percentAxis({
        ...scale,
        axisLine: { show: true, lineStyle: { color: palette.muted } },
      }),
      yAxis: percentAxis(scale),
      series: [lineSeries(ideal, { colour: 'muted', dash: 'dashed', width: 1 }), ...series],
    },
    300,
  )
}

/** A band between two lines: the lower one carries the upper one invisibly on its back. */
export function bandSeries(
  name: string,
  lower: readonly (number | null)[],
  upper: readonly (number | null)[],
  { colour, opacity }: { readonly colour: keyof typeof palette; readonly opacity: number },
): object[] {
  const invisible = {
    type: 'line',
    stack: name,
    stackStrategy: 'all',
    symbol: 'none',
    silent: true,
    lineStyle: { width: 0 },
  }
  const height = lower.map((low, i) => {
    const high = upper[i]
    return low === null || high === null || high === undefined ? null : high - low
  })
  return [
    { ...invisible, data: lower },
    { ...invisible, data: height, areaStyle: { color: palette[colour], opacity } },
  ]
}
