// Stock to come: the band holds 80% of the scenarios, bars are what arrives.

import type { ItemPlan } from '../../../plant/production/plan.ts'
import { bandSeries, lineSeries, periodChart, type Chart } from './chart.ts'
import { palette } from './palette.ts'

export function stockChart(item: ItemPlan, periods: readonly string[]): Chart {
  const low = item.stock.map(({ q10 }) => q10)
  const high = item.stock.map(({ q90 }) => q90)
  return periodChart(
    periods,
    [
      {
        type: 'bar',
        data: [...item.supply],
        silent: true,
        barWidth: '46%',
        itemStyle: { color: palette.muted, opacity: 0.45 },
      },
      ...bandSeries('80', low, high, { colour: 'green', opacity: 0.22 }),
      lineSeries(
        item.stock.map(({ q50 }) => q50),
        { colour: 'green', width: 2 },
      ),
    ],
    { isBar: true },
  )
}
