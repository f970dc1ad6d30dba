// A history and its futures: the bands hold 80% and 40% of the sample paths, the line is their median.

import type { ForecastFan } from '../content.ts'
import { bandSeries, lineSeries, periodChart, type Chart } from './chart.ts'

export function fanChart(fan: ForecastFan): Chart {
  const past = fan.history.length
  const before: null[] = new Array<null>(past).fill(null)
  const after: null[] = new Array<null>(fan.steps.length).fill(null)
  const ahead = (level: number): (number | null)[] => [...before, ...quantileOf(fan, level)]
  return periodChart(
    [...fan.historySteps, ...fan.steps],
    [
      ...bandSeries('80', ahead(0.1), ahead(0.9), { colour: 'blue', opacity: 0.18 }),
      ...bandSeries('40', ahead(0.3), ahead(0.7), { colour: 'blue', opacity: 0.3 }),
      lineSeries([...fan.history, ...after], { colour: 'ink', width: 1 }),
      lineSeries(ahead(0.5), { colour: 'blue', width: 2 }),
    ],
  )
}

/** The row of the level that is nearest. */
export function quantileOf(fan: ForecastFan, level: number): readonly number[] {
  let nearest = 0
  fan.levels.forEach((candidate, i) => {
    if (Math.abs(candidate - level) < Math.abs(fan.levels[nearest]! - level)) nearest = i
  })
  return fan.quantiles[nearest] ?? []
}
