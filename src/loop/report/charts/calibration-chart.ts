// Calibration: how often demand lay below each quantile, against how often it should.

import { grid, lineSeries, quantityAxis, renderChart, type Chart } from './chart.ts'
import { palette } from './palette.ts'

export function calibrationChart(
  points: readonly { readonly nominal: number; readonly observed: number }[],
): Chart {
  const share = quantityAxis((value) => `${Math.round(100 * value)}%`, {
    min: 0,
    max: 1,
    interval: 0.2,
  })
  const diagonal = [
    [0, 0],
    [1, 1],
  ] as const
  return renderChart(
    {
      grid: grid(44),
      xAxis: { ...share, axisLine: { show: true, lineStyle: { color: palette.muted } } },
      yAxis: share,
      series: [
        lineSeries(diagonal, { colour: 'muted', dash: 'dashed', width: 1 }),
        {
          ...lineSeries(
            points.map(({ nominal, observed }) => [nominal, observed] as const),
            { colour: 'blue', width: 2 },
          ),
          symbol: 'circle',
          symbolSize: 6,
        },
      ],
    },
    300,
  )
}
