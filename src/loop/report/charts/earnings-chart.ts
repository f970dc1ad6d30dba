// What each way of planning would have earned beyond the habit, summed up period by period.

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
  'seasonal-naive': { colour: 'vermilion', dash: 'dashed' },
  'sba-ets': { colour: 'orange', dash: 'dotted', width: 2 },
  'perfect-foresight': { colour: 'muted', width: 1 },
} as const satisfies Record<Policy, LineStyle>

export function earningsChart({ periods, policies: results }: BacktestSummary): Chart {
  return renderChart({
    grid: grid(),
    xAxis: periodAxis(shortLabels(periods)),
    yAxis: quantityAxis(axisNumber),
    series: policies.flatMap((policy) => {
      const gain = gainOver('seasonal-naive', policy, results)
      return gain.length > 0 ? [lineSeries(gain, policyStyles[policy])] : []
    }),
  })
}

/** Cumulative profit of a policy less that of another, shape [periods]; empty where one is not there. */
export function gainOver(
  reference: Policy,
  policy: Policy,
  results: BacktestSummary['policies'],
): readonly number[] {
  const ours = results.find((result) => result.policy === policy)?.cumulativeProfit ?? []
  const theirs = results.find((result) => result.policy === reference)?.cumulativeProfit
  return theirs ? ours.map((profit, t) => profit - theirs[t]!) : []
}
