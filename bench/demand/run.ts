// Demand forecasts on real data against published figures: `npx tsx bench/demand/run.ts [SET ...]`,
// where SET is carparts, m4-weekly or manufacturer, with the data in the folder MILLRACE_DATA.

import { join } from 'node:path'
import { accuracyLines } from '../../src/cli/commands/backtest.ts'
import { describeChoices } from '../../src/cli/commands/forecast.ts'
import { groupSeries, readSeriesTable } from '../../src/data/table/series.ts'
import {
  backtest,
  type BacktestWindow,
  lastWindows,
  type ModelAccuracy,
  officialWindow,
} from '../../src/plant/demand/backtest.ts'
import { champion, isFittedChampion } from '../../src/plant/demand/champion.ts'
import {
  baselines,
  contenders,
  forecasterNamed,
  forecasters,
} from '../../src/plant/demand/forecasters.ts'
import { localForecaster } from '../../src/plant/demand/statistical/local.ts'
import { empiricalMethod } from '../../src/plant/demand/statistical/empirical.ts'
import { panelFromRows, type PanelOptions } from '../../src/plant/demand/panel.ts'
import { type Panel, selectSeries } from '../../src/plant/demand/series.ts'
import { rollingScaledErrors } from './rolling.ts'

const seed = 1
const folder = process.env['MILLRACE_DATA']
if (!folder) throw new Error('set MILLRACE_DATA to the folder with the data sets')

const sets: Readonly<Record<string, () => Promise<void>>> = {
  carparts: runCarparts,
  'm4-weekly': runM4Weekly,
  manufacturer: runManufacturer,
}
const asked = process.argv.slice(2)
for (const name of asked.length > 0 ? asked : Object.keys(sets)) {
  const run = sets[name]
  if (!run) throw new Error(`unknown set ${name}, expected ${Object.keys(sets).join(', ')}`)
  console.log(`\n== ${name}`)
  await run()
}

async function readPanel(path: string, options: PanelOptions = {}): Promise<Panel> {
  return panelFromRows(groupSeries(await readSeriesTable(join(folder!, path))), options)
}

/** All models and `auto`, printed with the published figures and the targets below them. */
async function compare(
  windows: readonly BacktestWindow[],
  horizon: number,
  extra: readonly string[],
): Promise<ModelAccuracy[]> {
  const models = [
    ...forecasters,
    localForecaster(empiricalMethod(24)),
    champion(contenders, baselines),
  ]
  const results = await backtest(windows, models, { horizon, seed, sampleCount: 200 })
  for (const line of accuracyLines(results)) console.log(line)
  for (const { fitted } of results) {
    if (isFittedChampion(fitted))
      for (const line of describeChoices(fitted.choices)) console.log(line)
  }
  for (const line of extra) console.log(line)
  return results
}

async function runCarparts(): Promise<void> {
  const all = await readPanel('carparts/demand.csv.gz')
  const isWhole = (i: number): boolean => {
    const { values } = all.series[i]!
    return values.length === 51 && !values.some((value) => Number.isNaN(value))
  }
  const whole = selectSeries(
    all,
    all.series.flatMap((_, i) => (isWhole(i) ? [i] : [])),
  )
  for (const panel of [whole, all]) {
    console.log(`${panel.series.length} series, last 12 months`)
    await compare(lastWindows(panel, 12, 1), 12, [
      'target             WQL 0.87  MASE 0.80  (auto)',
      'published          TFT 0.89 / .807; PatchTST 1.00 / .797; DeepAR .953 / .835; Chronos-Bolt .995 / .855',
    ])
    if (asked.includes('carparts')) break
  }
}

async function runM4Weekly(): Promise<void> {
  const history = await readPanel('m4-weekly/train.csv.gz', { seasonLength: 52 })
  const test = await readPanel('m4-weekly/test.csv.gz', { seasonLength: 52 })
  console.log(`${history.series.length} series, official 13 weeks`)
  await compare([officialWindow(history, test, 13)], 13, [
    'target             WQL .038  MASE 2.2  (auto)',
    'published MASE     N-BEATS 1.97; PatchTST 2.34; auto-ARIMA 2.36; auto-ETS 2.55; naive 2.777',
  ])
}

/** One step ahead from each of the last 45 weeks; RMSSE in the scaling of the thesis. */
async function runManufacturer(): Promise<void> {
  const panel = await readPanel('manufacturer/demand.csv.gz', { allowNegative: true })
  const trainWeeks = 105
  const published: Readonly<Record<string, number>> = {
    ses: 5.215,
    tsb: 5.223,
    sba: 5.304,
    croston: 5.329,
  }
  const names = ['ses', 'tsb', 'sba', 'croston', 'empirical', 'negative-binomial']
  console.log(
    'items with demand in two or more of the first 105 weeks, one step ahead for 45 weeks',
  )
  for (const name of names) {
    const started = performance.now()
    const { items, rmsse } = await rollingScaledErrors(panel, forecasterNamed(name), trainWeeks)
    const seconds = (performance.now() - started) / 1000
    const reference = published[name]?.toFixed(3) ?? '-'
    console.log(
      `${name.padEnd(20)} ${items} items  RMSSE ${rmsse.toFixed(3)}  published ${reference}  ${seconds.toFixed(0)} s`,
    )
  }
  console.log('published            LightGBM 5.731, MLP 5.301, Willemain 5.321')
}
