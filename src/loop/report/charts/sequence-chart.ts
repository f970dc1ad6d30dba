// Some real sequences beside some drawn ones, on one scale: what the eye compares.

import {
  axisNumber,
  axisNumberFor,
  bottomAxis,
  chartWidth,
  lineSeries,
  quantityAxis,
  renderChart,
  type Chart,
  type LineStyle,
} from './chart.ts'

/** Places in a sequence with their values; gaps are left out. */
export type SequenceLine = readonly (readonly [place: number, value: number])[]

export interface SequenceLines {
  readonly real: readonly SequenceLine[]
  readonly synthetic: readonly SequenceLine[]
}

export const sequenceStyles = {
  real: { colour: 'ink', width: 1 },
  synthetic: { colour: 'blue', width: 1 },
} as const satisfies Record<keyof SequenceLines, LineStyle>

const left = 52
const gap = 26
const panel = (chartWidth - left - gap - 10) / 2

/** The real ones on the left, the drawn ones on the right. */
export function sequenceChart(lines: SequenceLines): Chart {
  const points = [...lines.real, ...lines.synthetic].flat()
  const values = points.map(([, value]) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const margin = (high - low) * 0.05 || 1
  const ends = { min: low - margin, max: high + margin }
  const format = axisNumberFor([low, high])
  // The ends are too odd to be printed.
  const inner = (value: number): string =>
    value === ends.min || value === ends.max ? '' : format(value)
  const last = Math.max(1, ...points.map(([place]) => place))
  const sides = [
    { own: lines.real, style: sequenceStyles.real, isFirst: true },
    { own: lines.synthetic, style: sequenceStyles.synthetic, isFirst: false },
  ]
  return renderChart({
    grid: sides.map((_, i) => ({
      left: left + i * (panel + gap),
      width: panel,
      top: 12,
      bottom: 24,
    })),
    xAxis: sides.map((_, gridIndex) => ({
      ...bottomAxis(axisNumber, { min: 0, max: last, splitNumber: 2 }),
      gridIndex,
    })),
    yAxis: sides.map(({ isFirst }, gridIndex) => ({
      ...quantityAxis(isFirst ? inner : () => '', ends),
      gridIndex,
    })),
    series: sides.flatMap(({ own, style }, i) =>
      own.map((line) => ({ ...lineSeries(line, style), xAxisIndex: i, yAxisIndex: i })),
    ),
  })
}
