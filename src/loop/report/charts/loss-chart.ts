// Losses over the epochs of training, one line per network or part, and the epoch that was kept.

import type { TrainingHistory } from '../content.ts'
import {
  axisNumber,
  axisNumberFor,
  bottomAxis,
  grid,
  lineSeries,
  markLines,
  quantityAxis,
  renderChart,
  type Chart,
  type LineStyle,
} from './chart.ts'

/** Styles of the curves in order; a third is told apart by its dashes as well. */
export const curveStyles: readonly LineStyle[] = [
  { colour: 'blue' },
  { colour: 'vermilion', dash: 'dashed' },
  { colour: 'green', dash: 'dotted', width: 2 },
  { colour: 'purple' },
]

export function lossChart({ curves, bestEpoch }: TrainingHistory): Chart {
  const losses = curves.flatMap(({ points }) => points.map(({ loss }) => loss))
  return renderChart({
    grid: grid(),
    xAxis: bottomAxis(axisNumber, { minInterval: 1, min: 'dataMin', max: 'dataMax' }),
    yAxis: quantityAxis(axisNumberFor(losses), { scale: true }),
    series: curves.map(({ points }, i) => ({
      ...lineSeries(
        points.map(({ epoch, loss }) => [epoch, loss] as const),
        curveStyles[i % curveStyles.length]!,
      ),
      ...(i === 0 && {
        markLine: markLines([{ value: bestEpoch, colour: 'muted', dash: 'dotted', width: 1.5 }]),
      }),
    })),
  })
}
