// How strongly the fields of a table hang together: one square per pair.

import { grid, renderChart, type Chart, chartWidth } from './chart.ts'
import { palette } from './palette.ts'

const height = 330
const room = { left: 26, right: 8, top: 8, bottom: 22 }

/**
 * @param associations shape [fields][fields], -1 to 1, NaN where there is none; the diagonal is left
 * out. Fields are numbered from 1.
 */
export function associationChart(associations: readonly (readonly number[])[]): Chart {
  const count = associations.length
  const axis = {
    type: 'category',
    data: associations.map((_, i) => String(i + 1)),
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { color: palette.muted, fontSize: 10 },
  }
  const cell = [
    (chartWidth - room.left - room.right) / count,
    (height - room.top - room.bottom) / count,
  ].map((size) => Math.max(1, size - 1))
  return renderChart(
    {
      grid: { ...grid(), ...room },
      xAxis: axis,
      yAxis: { ...axis, inverse: true },
      series: {
        type: 'scatter',
        symbol: 'rect',
        symbolSize: cell,
        silent: true,
        data: associations.flatMap((row, i) =>
          row.flatMap((value, j) =>
            i === j || Number.isNaN(value)
              ? []
              : [
                  {
                    value: [j, i],
                    itemStyle: {
                      color: value < 0 ? palette.orange : palette.blue,
                      // Weak pairs stay visible as a tint.
                      opacity: Number((0.05 + 0.95 * Math.min(1, Math.abs(value))).toFixed(2)),
                    },
                  },
                ],
          ),
        ),
      },
    },
    height,
  )
}
