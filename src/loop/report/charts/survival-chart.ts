// How many machines still run at an age: Kaplan-Meier as steps with its interval, Weibull as a curve.

import type { SurvivalResult } from '../../../plant/maintenance/result.ts'
import {
  axisNumber,
  fittedAxis,
  grid,
  lineSeries,
  percentAxis,
  renderChart,
  type Chart,
  type LineStyle,
} from './chart.ts'

export const survivalStyle = {
  seen: { colour: 'ink', width: 1.5 },
  interval: { colour: 'muted', width: 1, dash: 'dotted' },
  weibull: { colour: 'blue', width: 2, dash: 'dashed' },
} as const satisfies Record<string, LineStyle>

const curvePoints = 60

export function survivalChart({ ages, alive, lower, upper, weibull }: SurvivalResult): Chart {
  const steps = (values: readonly number[], style: LineStyle): object => ({
    ...lineSeries([[0, 1] as const, ...ages.map((age, i) => [age, values[i]!] as const)], style),
    step: 'end',
  })
  const last = ages.at(-1) ?? 1
  const curve =
    weibull &&
    Array.from({ length: curvePoints + 1 }, (_, i) => {
      const age = (i / curvePoints) * last
      return [age, Math.exp(-((age / weibull.scale) ** weibull.shape))] as const
    })
  return renderChart({
    grid: grid(),
    xAxis: fittedAxis(axisNumber, [0, last], { showMinLabel: true }),
    yAxis: percentAxis({ max: 1, interval: 0.25 }),
    series: [
      steps(lower, survivalStyle.interval),
      steps(upper, survivalStyle.interval),
      steps(alive, survivalStyle.seen),
      ...(curve ? [lineSeries(curve, survivalStyle.weibull)] : []),
    ],
  })
}
