// Hours of a resource: what the plan uses, of that overtime, against what there is.

import type { ResourcePlan } from '../../../plant/production/plan.ts'
import { lineSeries, periodChart, type Chart } from './chart.ts'
import { palette } from './palette.ts'

export function capacityChart(resource: ResourcePlan, periods: readonly string[]): Chart {
  const { regularHours, overtimeHours, usedHours, usedOvertime } = resource
  const bar = { type: 'bar', stack: 'used', silent: true, barWidth: '62%' }
  return periodChart(
    periods,
    [
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
    { isBar: true },
  )
}
