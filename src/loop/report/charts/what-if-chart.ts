// How probable a failure is for each value of one column, and where a setting stands now and should.

import type { WhatIf } from '../../../plant/quality/result.ts'
import {
  axisNumberFor,
  fittedAxis,
  grid,
  lineSeries,
  markLines,
  quantityAxis,
  renderChart,
  type Chart,
  type LineStyle,
} from './chart.ts'
import { palette } from './palette.ts'

export const settingStyle = {
  now: { colour: 'muted', width: 1.5, dash: 'dotted' },
  proposed: { colour: 'vermilion', width: 2, dash: 'dashed' },
} as const satisfies Record<string, LineStyle>

export interface SettingMark {
  readonly value: number
  readonly style: LineStyle
}

export function whatIfChart(whatIfs: readonly WhatIf[], marks: readonly SettingMark[] = []): Chart {
  const height = 150
  const largest = Math.max(...whatIfs.map(({ failureProbability }) => failureProbability))
  const decimals = largest < 0.05 ? 1 : 0
  const share = quantityAxis((value) => `${(100 * value).toFixed(decimals)}%`, { min: 0 })
  if (whatIfs.some(({ value }) => typeof value === 'string')) {
    return renderChart(
      {
        grid: grid(),
        xAxis: {
          type: 'category',
          data: whatIfs.map(({ value }) => String(value)),
          axisLine: { lineStyle: { color: palette.muted } },
          axisTick: { show: false },
          axisLabel: { color: palette.muted, fontSize: 11, hideOverlap: true },
        },
        yAxis: share,
        series: [
          {
            type: 'bar',
            silent: true,
            barMaxWidth: 28,
            data: whatIfs.map(({ failureProbability }) => failureProbability),
            itemStyle: { color: palette.blue, opacity: 0.75 },
          },
        ],
      },
      height,
    )
  }
  // A mark may lie beyond the values that the records take.
  const values = [...whatIfs, ...marks].map(({ value }) => Number(value))
  const label = axisNumberFor(values)
  return renderChart(
    {
      grid: grid(),
      xAxis: fittedAxis(label, [Math.min(...values), Math.max(...values)]),
      yAxis: share,
      series: [
        {
          ...lineSeries(
            whatIfs.map(
              // Safe: texts were dealt with above.
              ({ value, failureProbability }) => [value as number, failureProbability] as const,
            ),
            { colour: 'blue', width: 2 },
          ),
          markLine: markLines(
            marks.map(({ value, style }) => ({ value: Number(value), ...style })),
          ),
        },
      ],
    },
    height,
  )
}
