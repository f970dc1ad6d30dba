// The remaining life of a machine as it was seen while it ran: bands of 90% and 50%, and the median.

import { cycleText } from '../../../plant/maintenance/cycle-text.ts'
import type { CycleKind } from '../../../plant/maintenance/histories.ts'
import type { FanPoint } from '../../../plant/maintenance/result.ts'
import {
  axisNumber,
  bandSeries,
  grid,
  lineSeries,
  periodAxis,
  quantityAxis,
  renderChart,
  type Chart,
} from './chart.ts'

/** `levels` are those of the quantiles, ascending; the outermost make the wide band. */
export function lifeChart(
  fan: readonly FanPoint[],
  levels: readonly number[],
  cycleKind: CycleKind = 'number',
): Chart {
  const at = (level: number): number[] => {
    const index = nearest(levels, level)
    return fan.map(({ quantiles }) => quantiles[index]!)
  }
  return renderChart({
    grid: grid(),
    xAxis: periodAxis(
      fan.map(({ cycle }) =>
        cycleKind === 'time' ? cycleText(cycle, cycleKind) : axisNumber(cycle),
      ),
    ),
    yAxis: quantityAxis(axisNumber, { min: 0 }),
    series: [
      ...bandSeries('90', at(0.05), at(0.95), { colour: 'blue', opacity: 0.18 }),
      ...bandSeries('50', at(0.25), at(0.75), { colour: 'blue', opacity: 0.3 }),
      lineSeries(at(0.5), { colour: 'blue', width: 2 }),
    ],
  })
}

/** Index of the level that is nearest. */
export function nearest(levels: readonly number[], level: number): number {
  return levels.reduce(
    (best, candidate, i) =>
      Math.abs(candidate - level) < Math.abs(levels[best]! - level) ? i : best,
    0,
  )
}
