// The distribution of profit over the scenarios, with its mean and that of the usual rules.

import {
  axisNumber,
  chartHeight,
  fittedAxis,
  grid,
  markLines,
  quantityAxis,
  renderChart,
  type Chart,
  type Mark,
} from './chart.ts'
import { palette } from './palette.ts'

export function profitChart(profits: readonly number[], marks: readonly Mark[]): Chart {
  const values = [...profits, ...marks.map(({ value }) => value)]
  const { edges, counts } = histogram(profits)
  const low = Math.min(...values, edges[0]!)
  const high = Math.max(...values, edges.at(-1)!)
  const margin = 0.04 * (high - low)
  return renderChart(
    {
      grid: grid(34),
      xAxis: fittedAxis(axisNumber, [low - margin, high + margin]),
      yAxis: quantityAxis(axisNumber, { minInterval: 1 }),
      series: [
        // A histogram is a stepped line filled to zero: bars on a number axis have no width.
        {
          type: 'line',
          step: 'end',
          symbol: 'none',
          silent: true,
          data: edges.map((edge, i) => [edge, counts[i] ?? 0]),
          lineStyle: { width: 0 },
          areaStyle: { color: palette.blue, opacity: 0.55 },
          markLine: markLines(marks),
        },
      ],
    },
    chartHeight,
  )
}

/** About twenty bins of equal width; the last edge closes the last bin. */
export function histogram(values: readonly number[]): {
  readonly edges: readonly number[]
  readonly counts: readonly number[]
} {
  const low = Math.min(...values)
  const high = Math.max(...values)
  // Values that differ by rounding alone are one value.
  const isSpread = high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high))
  const binCount = isSpread ? Math.min(20, Math.max(5, Math.round(Math.sqrt(values.length)))) : 1
  const width = isSpread ? (high - low) / binCount : 1
  const counts = new Array<number>(binCount).fill(0)
  for (const value of values) {
    counts[Math.min(binCount - 1, Math.floor((value - low) / width))]! += 1
  }
  return { edges: Array.from({ length: binCount + 1 }, (_, i) => low + i * width), counts }
}
