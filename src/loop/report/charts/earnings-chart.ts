// What each way of planning would have earned, summed up period by period.

import { policies, type BacktestSummary, type Policy } from '../content.ts'
import { shortLabels } from '../format.ts'
import {
  axisNumber,
  grid,
  lineSeries,
  periodAxis,
  quantityAxis,
  renderChart,
  type Chart,
  type LineStyle,
} from './chart.ts'

export const policyStyles = {
  millrace: { colour: 'blue', width: 2.5 },
  habit: { colour: 'vermilion', dash: 'dashed' },
  baseline: { colour: 'orange', dash: 'dotted', width: 2 },
  foresight: { colour: 'muted', width: 1 },
} as const satisfies Record<Policy, LineStyle>

export function earningsChart({ periods, policies: results }: BacktestSummary): Chart {
  return renderChart({
    grid: grid(),
    xAxis: periodAxis(shortLabels(periods)),
    yAxis: quantityAxis(axisNumber, { scale: true }),
    series: policies.flatMap((policy) =>
      results
        .filter((result) => result.policy === policy)
        .map(({ cumulativeProfit }) => lineSeries(cumulativeProfit, policyStyles[policy])),
    ),
  })
}
