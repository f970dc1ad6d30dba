// How well items are forecast in their first steps: every seventh or ninth item's history is hidden, or all of it but
// its last few steps, and it is forecast from the others. No step of a final test is read.
//   MILLRACE_DATA=... npx tsx bench/cold-start/run.ts [manufacturer] [carparts] [--shown 0,1,4,8]

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { groupSeries, readSeriesTable } from '../../src/data/table/series.ts'
import { likeItems } from '../../src/plant/demand/cold-start/like-items.ts'
import { emptyScenarios, type Forecaster } from '../../src/plant/demand/forecaster.ts'
import { forecasterNamed } from '../../src/plant/demand/forecasters.ts'
import { panelFromRows } from '../../src/plant/demand/panel.ts'
import { pathOf } from '../../src/plant/demand/scenarios.ts'
import { panelBefore, type Panel } from '../../src/plant/demand/series.ts'
import { createRandom } from '../../src/random.ts'
import { quantileOfSorted } from '../../src/statistics/quantile.ts'
import { manufacturer, trainWeeks } from '../manufacturer/plant.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { shown: { type: 'string', default: '0,1,4,8' } },
})

/** What items without history had before: pieces of the histories of all others, as they are. */
const allOthers: Forecaster = {
  name: 'all-others',
  fit: () =>
    Promise.resolve({
      name: 'all-others',
      sample(panel, sampling) {
        const scenarios = emptyScenarios(panel, 'all-others', sampling)
        const random = createRandom(sampling.seed)
        const { horizon } = sampling
        const donors = panel.series.filter(({ values }) => values.length >= 2 * horizon)
        for (let start = 0; start < scenarios.values.length; start += horizon) {
          const { values } = donors[random.integer(donors.length)]!
          const offset = random.integer(values.length - horizon + 1)
          scenarios.values.set(values.subarray(offset, offset + horizon), start)
        }
        return Promise.resolve(scenarios)
      },
    }),
}

const newItems = [allOthers, likeItems]
const shortItems = [
  ...['sba', 'tsb', 'ses', 'empirical', 'discounted', 'negative-binomial'].map(forecasterNamed),
  likeItems,
]

interface Setting {
  readonly panel: Panel
  /** Steps before the first that is forecast, and steps forecast. */
  readonly origin: number
  readonly horizon: number
  readonly every: number
}

const sets: Readonly<Record<string, () => Promise<Setting>>> = {
  async manufacturer() {
    const { panel } = await manufacturer(trainWeeks)
    return { panel: panelBefore(panel, trainWeeks), origin: 87, horizon: 18, every: 7 }
  },
  async carparts() {
    const file = join(process.env['MILLRACE_DATA'] ?? '', 'carparts', 'demand.csv.gz')
    const panel = panelFromRows(groupSeries(await readSeriesTable(file)))
    const whole = panel.series.filter(({ start, values }) => start === 0 && values.length >= 39)
    const earlier = panelBefore({ ...panel, series: whole }, 39)
    return { panel: earlier, origin: 27, horizon: 12, every: 9 }
  },
}

for (const name of positionals.length > 0 ? positionals : Object.keys(sets)) {
  const setting = await sets[name]!()
  for (const shown of options.shown.split(',').map(Number)) {
    for (const forecaster of shown === 0 ? newItems : shortItems) {
      const scores = await judge(forecaster, setting, shown)
      console.log(name.padEnd(14), `${shown} shown`.padEnd(9), forecaster.name.padEnd(18), scores)
    }
  }
}

async function judge(
  forecaster: Forecaster,
  { panel, origin, horizon, every }: Setting,
  shown: number,
): Promise<string> {
  const isHidden = (position: number): boolean => position % every === 3
  const past: Panel = {
    ...panel,
    series: panel.series.map((series, position) => {
      const from = isHidden(position) ? origin - shown : 0
      return { ...series, start: series.start + from, values: series.values.slice(from, origin) }
    }),
  }
  const others = { ...past, series: past.series.filter((_, position) => !isHidden(position)) }
  const fitted = await forecaster.fit(others, { horizon, seed: 1 })
  const scenarios = await fitted.sample(past, { horizon, sampleCount: 200, seed: 1 })
  let stepLoss = 0
  let sumLoss = 0
  let asked = 0
  let expected = 0
  let within = 0
  let count = 0
  for (const [position, { values }] of panel.series.entries()) {
    if (!isHidden(position)) continue
    const actuals = values.subarray(origin, origin + horizon)
    const paths = Array.from({ length: 200 }, (_, i) => pathOf(scenarios, position, i))
    const sums = Float64Array.from(paths, total).sort()
    sumLoss += quantileLoss(total(actuals), sums)
    for (const [step, actual] of actuals.entries()) {
      stepLoss += quantileLoss(actual, Float64Array.from(paths, (path) => path[step]!).sort())
    }
    asked += total(actuals)
    expected += total(sums) / sums.length
    const [low, high] = [quantileOfSorted(sums, 0.1), quantileOfSorted(sums, 0.9)]
    within += Number(total(actuals) >= low && total(actuals) <= high)
    count++
  }
  return [
    `WQL ${(stepLoss / asked).toFixed(3)}`,
    `of sums ${(sumLoss / asked).toFixed(3)}`,
    `mean / demand ${(expected / asked).toFixed(2)}`,
    `80% cover of sums ${((100 * within) / count).toFixed(0)}%`,
  ].join(', ')
}

/** Mean over the deciles of 2 pinball. */
function quantileLoss(actual: number, sorted: Float64Array): number {
  let loss = 0
  for (let decile = 1; decile < 10; decile++) {
    const error = actual - quantileOfSorted(sorted, decile / 10)
    loss += (2 / 9) * Math.max((decile / 10) * error, (decile / 10 - 1) * error)
  }
  return loss
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
