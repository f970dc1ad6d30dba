// A control chart in plain characters, for a terminal.

import type { ControlChartPanel } from '../plant/quality/control-charts/result.ts'

export interface TextChartOptions {
  /** Points at most; the last ones are shown. Default 72. */
  readonly width?: number
  /** Lines. Default 13. */
  readonly height?: number
}

/**
 * Lines of the chart: `o` a point, `X` one that signals, `-` control limits, `.` the centre, each line with
 * the value it stands for where that is a limit, the centre or an end.
 */
export function textChart(
  panel: ControlChartPanel,
  signalling: ReadonlySet<number>,
  { width = 72, height = 13 }: TextChartOptions = {},
): string[] {
  const first = Math.max(0, panel.values.length - width)
  const rows = [panel.values, panel.lowerValues ?? [], panel.centre, panel.lower, panel.upper]
  const shown = rows.flatMap((row) => row.slice(first)).filter((value) => value !== null)
  const low = Math.min(...shown)
  const high = Math.max(...shown)
  const lineOf = (value: number): number =>
    high > low ? Math.round(((high - value) / (high - low)) * (height - 1)) : 0
  const columns = panel.values.length - first
  const lines = Array.from({ length: height }, () => new Array<string>(columns).fill(' '))
  const labels = new Array<string>(height).fill('')
  const draw = (row: readonly (number | null)[], sign: (point: number) => string): void => {
    for (let point = first; point < panel.values.length; point++) {
      const value = row[point]
      if (typeof value === 'number') lines[lineOf(value)]![point - first] = sign(point)
    }
  }
  draw(panel.lower, () => '-')
  draw(panel.upper, () => '-')
  draw(panel.centre, () => '.')
  const pointSign = (point: number): string => (signalling.has(point) ? 'X' : 'o')
  if (panel.lowerValues) draw(panel.lowerValues, pointSign)
  draw(panel.values, pointSign)
  const named = [high, low, panel.lower.at(-1), panel.upper.at(-1), panel.centre.at(-1)]
  for (const value of named) if (typeof value === 'number') labels[lineOf(value)] = short(value)
  const margin = Math.max(...labels.map(({ length }) => length))
  return lines.map((line, i) => `${labels[i]!.padStart(margin)} ${line.join('')}`.trimEnd())
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)))
}
