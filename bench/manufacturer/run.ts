// Holding and ordering cost at the same achieved fill rate: Millrace against SBA with an order-up-to level,
// on the manufacturer's last 45 weeks. `--validate` runs the same on weeks 61 to 105 instead: that is where
// every choice was made.
//   MILLRACE_DATA=... npx tsx bench/manufacturer/run.ts [--validate] [--samples 200] [--json FILE]

import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { discounted } from '../../src/plant/demand/statistical/discounted.ts'
import { historiesOf } from '../../src/plant/demand/statistical/local.ts'
import { panelBefore, type Panel } from '../../src/plant/demand/series.ts'
import { runBacktest, type Contender } from '../../src/plant/production/backtest.ts'
import { emptyDecision } from '../../src/plant/production/decision.ts'
import type { PointForecast } from '../../src/plant/production/order-up-to.ts'
import type { ProductionRecords } from '../../src/plant/production/records.ts'
import {
  choosePolicy,
  economicLot,
  meanOf,
  type ReplenishmentPolicy,
} from '../../src/plant/production/replenishment.ts'
import { allocatedChance, type FillRateOf } from '../../src/plant/production/service-allocation.ts'
import { sbaForecast } from '../../src/plant/production/usual-rules.ts'
import { costAt, createTally, savings, type CurvePoint, type Definition } from './curves.ts'
import { manufacturer, trainWeeks } from './plant.ts'

const { values: options } = parseArgs({
  options: {
    validate: { type: 'boolean', default: false },
    samples: { type: 'string', default: '200' },
    json: { type: 'string' },
  },
})

const periods = 45
const origin = options.validate ? trainWeeks - periods : trainWeeks
// Every contender comes to its own stock before the weeks that count, longer than the longest lead time.
const warmUp = options.validate ? 17 : 30
const safetyFactors = [0.5, 0.84, 1.04, 1.28, 1.46, 1.645, 1.85, 2.05, 2.33, 2.6, 3, 3.5, 4]
const chances = [0.4, 0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02, 0.01, 0.005]
const worths = Array.from({ length: 12 }, (_, i) => 1.8 ** i)

const started = performance.now()
const { plant, panel } = await manufacturer(origin)
const shown = panelBefore(panel, origin + periods)
const leadTimes = new Map(plant.items.map(({ id, leadTimePeriods }) => [id, leadTimePeriods]))

/** What contenders share in a week is computed once. */
function oncePerWeek<T>(compute: (records: ProductionRecords, history: Panel) => T) {
  const known = new WeakMap<Panel, T>()
  return (records: ProductionRecords, history: Panel): T => {
    const value = known.get(history) ?? compute(records, history)
    known.set(history, value)
    return value
  }
}

const sbaForecasts = oncePerWeek((records, history): (PointForecast | undefined)[] => {
  const histories = new Map(historiesOf(history).flatMap((one) => (one ? [[one.id, one]] : [])))
  return records.items.map(({ item }) => {
    const own = histories.get(item.id)
    return own && sbaForecast(own, 1)
  })
})

function orderUpToContender(factor: number, lot: 'none' | 'economic'): Contender {
  return {
    name: `${lot === 'none' ? 'sba' : 'sba-lot'} ${factor}`,
    needsScenarios: false,
    decide(records, history) {
      const forecasts = sbaForecasts(records, history)
      const policies = records.items.map(({ item }, index): ReplenishmentPolicy => {
        const rate = forecasts[index]?.mean[0] ?? 0
        const cover = item.leadTimePeriods + 1
        const safety = factor * (forecasts[index]?.deviation ?? 0) * Math.sqrt(cover)
        return {
          reorderPoint: Float64Array.of(rate * cover + safety),
          lot: lot === 'none' ? 0 : economicLot(item, rate),
        }
      })
      return Promise.resolve({ ...emptyDecision(records), policies })
    },
  }
}

function millraceContender(
  name: string,
  chanceOf: (item: ProductionRecords['items'][number]['item'], rate: number) => number,
): Contender {
  return {
    name,
    needsScenarios: true,
    decide(records) {
      const { scenarioCount, steps } = records
      const policies = records.items.map((record) => {
        const rate = record.demand ? meanOf(record.demand) : 0
        if (rate <= 0) return { reorderPoint: Float64Array.of(0), lot: 0 }
        const chance = chanceOf(record.item, rate)
        return choosePolicy(record, scenarioCount, steps.length, 1, chance)
      })
      return Promise.resolve({ ...emptyDecision(records), policies })
    },
  }
}

// By value is the same as one level for all, because here holding costs are a share of the unit cost.
const allocations: readonly FillRateOf[] = ['units', 'items', 'balanced']
const contenders = [
  ...safetyFactors.map((factor) => orderUpToContender(factor, 'none')),
  ...safetyFactors.map((factor) => orderUpToContender(factor, 'economic')),
  ...chances.map((chance) => millraceContender(`level ${chance}`, () => chance)),
  ...allocations.flatMap((of) =>
    worths.map((worth) =>
      millraceContender(`${of} ${worth}`, (item, rate) => {
        // So that one sequence covers the fill rates of interest under every weight.
        const scale = { units: 0.05, value: 0.01, items: 0.02, balanced: 0.01 }[of]
        return allocatedChance(item, rate, of, worth * scale)
      }),
    ),
  ),
]

const tally = createTally(plant.items)
const fitted = await discounted.fit(panelBefore(shown, origin - warmUp), { horizon: 18, seed: 1 })
await runBacktest(plant, shown, fitted, contenders, {
  periods,
  warmUp,
  start: 'own',
  seed: 1,
  sampleCount: Number(options.samples),
  withForesight: false,
  solve: () => Promise.reject(new Error('no item is linked')),
  onPeriod: tally.add,
  onProgress: ({ fraction = 0 }) => process.stderr.write(`\r${Math.round(100 * fraction)}%`),
})
const seconds = (performance.now() - started) / 1000

const families = ['sba-lot', 'level', ...allocations]
const classes: readonly (readonly [string, (id: string) => boolean])[] = [
  ['all', () => true],
  ['lead time 16 weeks', (id) => leadTimes.get(id) === 16],
  ['lead time 7 weeks', (id) => leadTimes.get(id) === 7],
]
const definitions: readonly Definition[] = ['units', 'value', 'items']
const levels = [0.8, 0.85, 0.9, 0.93, 0.95]
const report: Record<string, Record<string, readonly CurvePoint[]>> = {}
console.log(
  `\n${plant.items.length} items, weeks ${origin + 1} to ${origin + periods}, ${options.samples} futures, ${seconds.toFixed(0)} s`,
)
for (const [name, isIn] of classes) {
  const curves = tally.curves(['sba', ...families], isIn)
  report[name] = curves
  const base = curves['sba']!
  console.log(`\n${name}`)
  for (const definition of definitions) {
    const reference = base.find(({ name: point }) => point === 'sba 1.645')!
    console.log(
      `  fill rate of ${definition}; SBA at a target of 95% achieves ${(100 * reference[definition]).toFixed(1)}% for ${Math.round(reference.cost).toLocaleString('en')} EUR`,
    )
    const atTarget = [...levels, reference[definition]]
    console.log(row(['', ...levels.map(percent), 'as SBA 95%']))
    console.log(
      row(['SBA, EUR', ...atTarget.map((level) => euro(costAt(base, definition, level)))]),
    )
    for (const family of families) {
      const saved = savings(base, curves[family]!, definition, atTarget)
      console.log(row([family, ...saved.map(percent)]))
    }
  }
}
if (options.json !== undefined) await writeFile(options.json, JSON.stringify(report, undefined, 2))

function row(cells: readonly string[]): string {
  return cells.map((cell, i) => (i === 0 ? `    ${cell.padEnd(12)}` : cell.padStart(11))).join('')
}

function percent(value: number): string {
  return Number.isNaN(value) ? '-' : `${(100 * value).toFixed(1)}%`
}

function euro(value: number): string {
  return Number.isNaN(value) ? '-' : Math.round(value).toLocaleString('en')
}
