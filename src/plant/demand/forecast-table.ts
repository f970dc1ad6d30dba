// Forecasts as tables: `unique_id, ds, mean, q0.1 ... q0.9`, and the sample paths themselves.

import { type Column, createTable, type Table } from '../../data/table/table.ts'
import { deciles } from '../../generative/evaluation/scores.ts'
import { stepDistributions } from './accuracy.ts'
import { timeAt } from './calendar.ts'
import { pathOf, type ScenarioSet } from './scenarios.ts'
import { endOf, type Panel } from './series.ts'

/** Names of the columns of keys, as in the history. */
export interface KeyNames {
  readonly id: string
  readonly time: string
}

/** One row per series and step; quantiles are those of the samples, so they never cross. */
export function forecastTable(panel: Panel, scenarios: ScenarioSet, names: KeyNames): Table {
  const horizon = scenarios.steps.length
  const count = panel.series.length * horizon
  const means = new Float64Array(count)
  const quantiles = deciles.map(() => new Float64Array(count))
  for (let series = 0; series < panel.series.length; series++) {
    const distributions = stepDistributions(scenarios, series)
    means.set(distributions.means, series * horizon)
    for (let step = 0; step < horizon; step++) {
      for (const [i, column] of quantiles.entries()) {
        column[series * horizon + step] = distributions.quantiles[step * deciles.length + i]!
      }
    }
  }
  return createTable([
    ...keyColumns(panel, horizon, 1, names),
    ['mean', { kind: 'number', values: means }],
    ...deciles.map((level, i): [string, Column] => [
      `q${level}`,
      { kind: 'number', values: quantiles[i]! },
    ]),
  ])
}

/** One row per series, sample and step. */
export function pathTable(panel: Panel, scenarios: ScenarioSet, names: KeyNames): Table {
  const { sampleCount } = scenarios
  const horizon = scenarios.steps.length
  const count = panel.series.length * sampleCount * horizon
  const samples = new Float64Array(count)
  for (let row = 0; row < count; row++) samples[row] = Math.floor(row / horizon) % sampleCount
  const values = new Float64Array(count)
  for (let series = 0; series < panel.series.length; series++) {
    for (let sample = 0; sample < sampleCount; sample++) {
      values.set(pathOf(scenarios, series, sample), (series * sampleCount + sample) * horizon)
    }
  }
  return createTable([
    ...keyColumns(panel, horizon, sampleCount, names),
    ['sample', { kind: 'number', values: samples }],
    ['y', { kind: 'number', values }],
  ])
}

/** The series and its next steps, in the order of a scenario set. */
function keyColumns(
  panel: Panel,
  horizon: number,
  repeats: number,
  { id, time }: KeyNames,
): [string, Column][] {
  const perSeries = repeats * horizon
  const count = panel.series.length * perSeries
  const codes = Int32Array.from({ length: count }, (_, row) => Math.floor(row / perSeries))
  const levels = panel.series.map((series) => series.id)
  const indexOfRow = (row: number): number =>
    endOf(panel.series[Math.floor(row / perSeries)]!) + (row % horizon)
  return [
    [id, { kind: 'text', codes, levels }],
    [time, timeColumn(panel, count, indexOfRow)],
  ]
}

function timeColumn(panel: Panel, count: number, indexOfRow: (row: number) => number): Column {
  const values = Float64Array.from({ length: count }, (_, row) =>
    timeAt(panel.calendar, indexOfRow(row)),
  )
  return { kind: panel.calendar.unit === 'position' ? 'number' : 'time', values }
}
