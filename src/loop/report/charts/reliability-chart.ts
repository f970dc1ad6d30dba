// Reliability: what share failed among records of similar predicted probability, with its interval.

import type { ReliabilityBin } from '../../../plant/quality/result.ts'
import { diagonalChart, lineSeries, type Chart } from './chart.ts'
import { palette } from './palette.ts'

export function reliabilityChart(bins: readonly ReliabilityBin[]): Chart {
  const largest = Math.max(
    ...bins.flatMap(({ predicted, observed }) => [predicted, observed.upper]),
  )
  return diagonalChart(scaleTo(largest), [
    ...bins.map(({ predicted, observed }) =>
      lineSeries(
        [
          [predicted, observed.lower],
          [predicted, observed.upper],
        ],
        { colour: 'blue', width: 1 },
      ),
    ),
    {
      type: 'scatter',
      silent: true,
      symbolSize: 7,
      itemStyle: { color: palette.blue },
      data: bins.map(({ predicted, observed }) => [predicted, observed.estimate]),
    },
  ])
}

/** A share that closes the axis, and the step of its labels. */
function scaleTo(largest: number): { readonly end: number; readonly interval: number } {
  const intervals = [0.01, 0.02, 0.05, 0.1, 0.2]
  const interval = intervals.find((step) => largest <= 5 * step) ?? 0.2
  return { end: Math.min(1, interval * Math.max(1, Math.ceil(largest / interval))), interval }
}
