// What planning earns where a plant is planned again week by week, and where the money goes: Millrace, the usual
// rules and perfect foresight over periods of the past. `--skip N` ends N periods before the end of the history:
// that is where choices were made, the last periods (`--skip 0`) are for the final figure.
//   npx tsx bench/plans/run.ts [PLANT] [--skip 26] [--periods 26] [--warm-up 0] [--model auto] [--budget 0]
//     [--effort 3] [--samples 100] [--items] [--no-foresight]
//   MILLRACE_DATA=... npx tsx bench/plans/run.ts manufacturer [--every 5] ...   # every fifth item of the manufacturer

import { parseArgs } from 'node:util'
import { fitForecaster } from '../../src/loop/forecast.ts'
import { readDemandHistory } from '../../src/loop/demand-history.ts'
import { panelWithoutLast, selectSeries, type Panel } from '../../src/plant/demand/series.ts'
import { loadPlant, type Plant } from '../../src/plant/model.ts'
import { backtestPlant } from '../../src/plant/production/backtest.ts'
import type { ItemBook } from '../../src/plant/production/plant-simulation.ts'
import { horizonOf } from '../../src/plant/production/records.ts'
import { solveLotSizing } from '../../src/solvers/lot-sizing/solve.ts'
import { manufacturer } from '../manufacturer/plant.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    skip: { type: 'string', default: '26' },
    periods: { type: 'string', default: '26' },
    'warm-up': { type: 'string', default: '0' },
    model: { type: 'string', default: 'auto' },
    budget: { type: 'string', default: '0' },
    effort: { type: 'string', default: '3' },
    samples: { type: 'string', default: '100' },
    every: { type: 'string', default: '1' },
    items: { type: 'boolean', default: false },
    'no-foresight': { type: 'boolean', default: false },
  },
})

const periods = Number(options.periods)
const warmUp = Number(options['warm-up'])
const { plant: loaded, panel: whole } = await read(positionals[0] ?? 'examples/pump-plant')
const { planning } = loaded.file
const plant = {
  ...loaded,
  file: {
    ...loaded.file,
    planning: { ...planning, effort: Number(options.effort) },
  },
}
const panel = panelWithoutLast(whole, Number(options.skip))
const fitted = await fitForecaster(panelWithoutLast(panel, periods + warmUp), {
  model: options.model,
  horizon: horizonOf(plant).steps,
  seed: plant.file.seed,
  budgetSeconds: Number(options.budget),
})

/** Per item and contender: its holding and shortage cost, its orders, and demand met from stock. */
const totals = new Map<string, Map<string, Totals>>()
interface Totals {
  holding: number
  shortage: number
  orders: number
  demand: number
  served: number
}

function add(contender: string, books: readonly ItemBook[]): void {
  for (const [index, book] of books.entries()) {
    const { id, holdingCost, shortage, price, unitCost } = plant.items[index]!
    const ofItem = totals.get(id) ?? new Map<string, Totals>()
    totals.set(id, ofItem)
    const empty = { holding: 0, shortage: 0, orders: 0, demand: 0, served: 0 }
    const total = ofItem.get(contender) ?? empty
    ofItem.set(contender, total)
    total.holding += holdingCost * book.stock
    total.shortage +=
      shortage.kind === 'backorder'
        ? shortage.costPerPeriod * book.backlog
        : (shortage.cost + price - unitCost) * book.lost
    total.orders += Number(book.released > 0)
    total.demand += book.demand
    total.served += book.served
  }
}

const started = performance.now()
const result = await backtestPlant(plant, panel, fitted, {
  periods,
  warmUp,
  seed: plant.file.seed,
  sampleCount: Number(options.samples),
  solve: solveLotSizing,
  withForesight: !options['no-foresight'],
  onPeriod: (contender, _, books) => add(contender, books),
})
const seconds = (performance.now() - started) / 1000
console.log(
  `${plant.file.name}, ${result.periods[0]} to ${result.periods.at(-1)}, ${seconds.toFixed(0)} s`,
)
const parts = ['revenue', 'purchaseAndMaking', 'fixed', 'overtime', 'holding', 'shortage'] as const
console.log(row(['', 'profit', ...parts, 'fill', 'stock value']))
for (const { name, profit, periods: books, fillRate, stockValue } of result.contenders) {
  const money = parts.map((part) => books.reduce((sum, book) => sum + book[part], 0))
  const figures = [profit, ...money].map((value) => value.toFixed(0))
  console.log(row([name, ...figures, `${(100 * fillRate).toFixed(1)}%`, stockValue.toFixed(0)]))
}
console.log(`captured value: ${result.capturedValue?.toFixed(3) ?? 'unknown'}`)
if (options.items) {
  console.log(row(['item', 'contender', 'holding', 'shortage', 'orders', 'fill']))
  for (const [id, ofItem] of totals) {
    for (const [contender, { holding, shortage, orders, demand, served }] of ofItem) {
      const fill = demand > 0 ? `${((100 * served) / demand).toFixed(1)}%` : ''
      const figures = [holding.toFixed(0), shortage.toFixed(0), `${orders}`, fill]
      console.log(row([id, contender, ...figures]))
    }
  }
}

/** The plant of a folder, or the manufacturer's items that sold twice before the first counted period. */
async function read(path: string): Promise<{ plant: Plant; panel: Panel }> {
  if (path !== 'manufacturer') {
    const plant = await loadPlant(path)
    return { plant, panel: (await readDemandHistory(plant)).panel }
  }
  const weeks = 150
  const { plant, panel } = await manufacturer(weeks - Number(options.skip) - periods)
  const items = plant.items.filter((_, index) => index % Number(options.every) === 0)
  const ids = new Set(items.map(({ id }) => id))
  const places = panel.series.flatMap(({ id }, place) => (ids.has(id) ? [place] : []))
  return { plant: { ...plant, items }, panel: selectSeries(panel, places) }
}

function row(cells: readonly string[]): string {
  return cells.map((cell, i) => (i === 0 ? cell.padEnd(18) : cell.padStart(18))).join('')
}
