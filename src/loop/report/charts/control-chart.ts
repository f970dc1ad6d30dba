// A control chart: the points of one panel with centre and limits, and marks where a rule is met.

import type { ControlChartResult } from '../../../plant/quality/control-charts/result.ts'
import { shortLabels } from '../format.ts'
import {
  axisNumberFor,
  grid,
  lineSeries,
  periodAxis,
  quantityAxis,
  renderChart,
  type Chart,
  type LineStyle,
} from './chart.ts'
import { palette } from './palette.ts'

export const controlStyle = {
  points: { colour: 'blue', width: 1 },
  centre: { colour: 'muted', width: 1 },
  limits: { colour: 'ink', width: 1, dash: 'dashed' },
} as const satisfies Record<string, LineStyle>

/** Points that a page shows: the last ones. */
export const shownPoints = 100

/** What is drawn of a chart. */
export interface DrawnChart extends Pick<ControlChartResult, 'labels' | 'panels'> {
  readonly signals: readonly { readonly point: number; readonly panel: number }[]
}

/** @param height in pixels; by default the second panel of a chart is the lower one. */
export function controlChart(
  result: DrawnChart,
  panelIndex: number,
  { shown = shownPoints, height = panelIndex === 0 ? 180 : 120 } = {},
): Chart {
  const panel = result.panels[panelIndex]!
  const from = Math.max(0, result.labels.length - shown)
  const last = <T>(values: readonly T[]): T[] => values.slice(from)
  const marked = new Set(
    result.signals.filter(({ panel }) => panel === panelIndex).map(({ point }) => point),
  )
  const values = last(panel.values)
  // Where a subgroup has no statistic it has no centre either.
  const centre = last(panel.centre).map((value, i) => (values[i] === null ? null : value))
  const numberOf = axisNumberFor([...values, ...centre])
  const points = (data: readonly (number | null)[]): object => ({
    ...lineSeries(data, controlStyle.points),
    symbol: 'circle',
    symbolSize: 3,
    showAllSymbol: true,
  })
  return renderChart(
    {
      grid: grid(52),
      xAxis: periodAxis(shortLabels(last(result.labels))),
      yAxis: quantityAxis(numberOf, { scale: true }),
      series: [
        lineSeries(centre, controlStyle.centre),
        ...[panel.lower, panel.upper]
          .map(last)
          .filter((limits) => limits.some((limit) => limit !== null))
          .map((limits) => ({
            ...lineSeries(limits, controlStyle.limits),
            step: 'middle',
            endLabel: limitLabel(limits.at(-1), numberOf),
            z: 6,
          })),
        points(values),
        ...(panel.lowerValues ? [points(last(panel.lowerValues))] : []),
        {
          type: 'scatter',
          // A diamond, larger than the points: told by more than its colour.
          symbol: 'diamond',
          symbolSize: 9,
          z: 5,
          silent: true,
          itemStyle: { color: palette.vermilion },
          data: values.flatMap((value, i) =>
            marked.has(from + i) && value !== null ? [[i, value]] : [],
          ),
        },
      ],
    },
    height,
  )
}

/** The last limit in figures, above its line where that ends, legible over points. */
function limitLabel(limit: number | null | undefined, numberOf: (value: number) => string): object {
  return {
    show: typeof limit === 'number',
    formatter: typeof limit === 'number' ? numberOf(limit) : '',
    color: palette.ink,
    fontSize: 11,
    textBorderColor: palette.paper,
    textBorderWidth: 3,
    align: 'right',
    verticalAlign: 'bottom',
    offset: [-4, -1],
  }
}
