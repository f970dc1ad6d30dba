// Hours of a resource: what the plan uses, of that overtime, against what there is.

import type { ResourcePlan } from '../../../plant/production/plan.ts'
import { shortLabels } from '../format.ts'
import {
  axisNumber,
  grid,
  lineSeries,
  periodAxis,
  quantityAxis,
  renderChart,
  type Chart,
} from './chart.ts'
import { palette } from './palette.ts'

export function capacityChart(resource: ResourcePlan, periods: readonly string[]): Chart {
  const { regularHours, overtimeHours, usedHours, usedOvertime } = resource
  const bar = { type: 'bar', stack: 'used', silent: true, barWidth: '62%' }
  return renderChart({
    grid: grid(),
    xAxis: periodAxis(shortLabels(periods), true),
    yAxis: quantityAxis(axisNumber),
    series: [
      {
        ...bar,
        data: usedHours.map((hours, i) => hours - usedOvertime[i]!),
        itemStyle: { color: palette.blue, opacity: 0.75 },
      },
      { ...bar, data: [...usedOvertime], itemStyle: { color: palette.vermilion } },
      lineSeries(regularHours, { colour: 'ink', step: 'middle' }),
      lineSeries(
        regularHours.map((hours, i) => hours + overtimeHours[i]!),
        { colour: 'muted', dash: 'dashed', step: 'middle', width: 1 },
      ),
    ],
  })
}
