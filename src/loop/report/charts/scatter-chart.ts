// Two clouds of points on one plane.

import type { Point } from '../../../generative/evaluation/projection.ts'
import { axisNumber, grid, quantityAxis, renderChart, type Chart } from './chart.ts'
import { palette } from './palette.ts'

export function scatterChart(real: readonly Point[], synthetic: readonly Point[]): Chart {
  const axis = quantityAxis(axisNumber, { scale: true, axisLine: { show: false } })
  const cloud = (points: readonly Point[], style: object, symbolSize: number): object => ({
    type: 'scatter',
    // Two decimals are more than a screen shows.
    data: points.map((point) => point.map((value) => Number(value.toFixed(2)))),
    symbolSize,
    silent: true,
    itemStyle: style,
  })
  return renderChart(
    {
      grid: grid(),
      xAxis: { ...axis, splitLine: { show: false } },
      yAxis: axis,
      series: [
        cloud(real, { color: palette.muted, opacity: 0.45 }, 4),
        cloud(synthetic, { color: palette.blue, opacity: 0.6 }, 3),
      ],
    },
    300,
  )
}
