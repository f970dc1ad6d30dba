// Calibration: how often demand lay below each quantile, against how often it should.

import { diagonalChart, lineSeries, type Chart } from './chart.ts'

export function calibrationChart(
  points: readonly { readonly nominal: number; readonly observed: number }[],
): Chart {
  const observed = lineSeries(
    points.map(({ nominal, observed }) => [nominal, observed] as const),
    { colour: 'blue', width: 2 },
  )
  return diagonalChart({ end: 1, interval: 0.2 }, [
    { ...observed, symbol: 'circle', symbolSize: 6 },
  ])
}
