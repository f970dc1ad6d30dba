// Losses over the epochs of training, one line per network or part, and the epoch that was kept.

import type { TrainingHistory } from '../content.ts'
import {
  axisNumber,
  grid,
  lineSeries,
  quantityAxis,
  renderChart,
  type Chart,
  type LineStyle,
} from './chart.ts'
import { palette } from './palette.ts'

/** Styles of the curves in order; a third is told apart by its dashes as well. */
export const curveStyles: readonly LineStyle[] = [
  { colour: 'blue' },
  { colour: 'vermilion', dash: 'dashed' },
  { colour: 'green', dash: 'dotted', width: 2 },
  { colour: 'purple' },
]

export function lossChart({ curves, bestEpoch }: TrainingHistory): Chart {
  return renderChart({
    grid: grid(),
    xAxis: quantityAxis(axisNumber, {
      minInterval: 1,
      min: 'dataMin',
      max: 'dataMax',
      splitLine: { show: false },
      axisLine: { show: true, lineStyle: { color: palette.muted } },
    }),
    yAxis: quantityAxis(axisNumber, { scale: true }),
    series: curves.map(({ points }, i) => ({
      ...lineSeries(
        points.map(({ epoch, loss }) => [epoch, loss] as const),
        curveStyles[i % curveStyles.length]!,
      ),
      ...(i === 0 && {
        markLine: {
          symbol: 'none',
          silent: true,
          label: { show: false },
          data: [
            { xAxis: bestEpoch, lineStyle: { color: palette.muted, type: 'dotted', width: 1.5 } },
          ],
        },
      }),
    })),
  })
}
