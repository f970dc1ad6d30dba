// The distribution of a field: real rows as bars, synthetic ones as a line over them, or bars beside them.

import type { Marginal } from '../../../generative/evaluation/marginals.ts'
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

const longestLabel = 9

export function marginalChart({ kind, labels, real, synthetic }: Marginal): Chart {
  const shortened = (label: string): string => {
    if (kind === 'number') return axisNumber(Number(label))
    return label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label
  }
  const shown = kind === 'time' ? shortLabels(labels) : labels.map(shortened)
  return renderChart({
    grid: grid(40),
    xAxis: periodAxis(shown, true),
    yAxis: quantityAxis((value) => `${axisNumber(100 * value)}%`, { min: 0 }),
    series: [
      bars(real, { color: palette.muted, opacity: 0.45 }, kind),
      kind === 'category'
        ? bars(synthetic, { color: palette.blue }, kind)
        : lineSeries(synthetic, { colour: 'blue', width: 2, step: 'middle' }),
    ],
  })
}

function bars(shares: readonly number[], itemStyle: object, kind: Marginal['kind']): object {
  return {
    type: 'bar',
    data: shares,
    barCategoryGap: kind === 'category' ? '30%' : '6%',
    barGap: '0%',
    silent: true,
    itemStyle,
  }
}
