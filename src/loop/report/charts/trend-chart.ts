// The share of failures over the lots that were made, and what is expected of those to come.

import type { Lot, Trend } from '../../../plant/quality/result.ts'
import { shortLabels } from '../format.ts'
import {
  bandSeries,
  grid,
  lineSeries,
  percentAxis,
  periodAxis,
  renderChart,
  type Chart,
} from './chart.ts'
import { palette } from './palette.ts'

/** Points that a chart of this width can show. */
const pointLimit = 50

/** `ahead` names the lots to come on the axis. */
export function trendChart({ lots, coming }: Trend, ahead: string): Chart {
  const past = gathered(lots)
  const none = (count: number): null[] => new Array<null>(count).fill(null)
  const labels = [
    ...shortLabels(past.map(({ name }) => name)),
    ...coming.map((_, i) => `${ahead}${i + 1}`),
  ]
  const future = (of: (share: Trend['coming'][number]) => number): (number | null)[] => [
    ...none(past.length),
    ...coming.map(of),
  ]
  return renderChart({
    grid: grid(),
    xAxis: periodAxis(labels, true),
    yAxis: percentAxis(),
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: '70%',
        data: past.map(({ failing, records }) => failing / Math.max(1, records)),
        itemStyle: { color: palette.muted, opacity: 0.5 },
      },
      ...bandSeries(
        'coming',
        future(({ lower }) => lower),
        future(({ upper }) => upper),
        { colour: 'blue', opacity: 0.25 },
      ),
      lineSeries(
        future(({ estimate }) => estimate),
        { colour: 'blue', width: 2 },
      ),
    ],
  })
}

/** Neighbouring lots together where there are more than can be seen; named after the first. */
export function gathered(lots: readonly Lot[]): Lot[] {
  const size = Math.ceil(lots.length / pointLimit)
  return Array.from({ length: Math.ceil(lots.length / size) }, (_, i) => {
    const part = lots.slice(i * size, (i + 1) * size)
    return {
      name: part[0]!.name,
      records: part.reduce((sum, { records }) => sum + records, 0),
      failing: part.reduce((sum, { failing }) => sum + failing, 0),
    }
  })
}
