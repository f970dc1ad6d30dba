// A panel and its scenarios as fans: the recent history and the deciles of the futures, item by item.

import { deciles } from '../generative/evaluation/scores.ts'
import { stepDistributions } from '../plant/demand/accuracy.ts'
import { labelAt } from '../plant/demand/calendar.ts'
import type { ScenarioSet } from '../plant/demand/scenarios.ts'
import { endOf, type Panel, type Series } from '../plant/demand/series.ts'
import type { Item } from '../plant/model/items.ts'
import type { ForecastFan } from './report/content.ts'

/** A history is shown as long as a season and the horizon, so that last season's same periods are in it. */
const shownHorizons = 4

/**
 * Shape [series], what sells for most first. The steps are cut to `horizon`.
 * @param items prices and descriptions; a series that is no item stands last.
 */
export function fansOf(
  panel: Panel,
  scenarios: ScenarioSet,
  items: readonly Item[],
  horizon: number,
): ForecastFan[] {
  const itemOf = new Map(items.map((item) => [item.id, item]))
  return panel.series
    .map((series, place) => {
      const item = itemOf.get(series.id)
      const fan = fanOf(panel, series, scenarios, place, horizon, item?.description ?? '')
      return { fan, revenue: (item?.price ?? 0) * fan.mean.reduce((sum, units) => sum + units, 0) }
    })
    .sort((a, b) => b.revenue - a.revenue)
    .map(({ fan }) => fan)
}

function fanOf(
  panel: Panel,
  series: Series,
  scenarios: ScenarioSet,
  place: number,
  horizon: number,
  description: string,
): ForecastFan {
  const { quantiles, means } = stepDistributions(scenarios, place, horizon)
  const length = Math.min(
    series.values.length,
    Math.max(shownHorizons * horizon, panel.seasonLength + horizon),
  )
  const from = series.values.length - length
  return {
    item: series.id,
    description,
    model: (scenarios.models[place] ?? '').replaceAll('+', ' + '),
    historySteps: Array.from({ length }, (_, i) =>
      labelAt(panel.calendar, endOf(series) - length + i),
    ),
    history: Array.from(series.values.subarray(from), (value) =>
      Number.isNaN(value) ? null : value,
    ),
    steps: scenarios.steps.slice(0, horizon),
    mean: [...means],
    levels: [...deciles],
    quantiles: deciles.map((_, level) =>
      Array.from({ length: horizon }, (_, step) => quantiles[step * deciles.length + level]!),
    ),
  }
}
