// What a rule brings when it is operated as it is in life: it looks at the stock of every period and decides
// again, on every scenario. Its forecast stays, because a scenario has no forecaster beside it.

import { createPause } from '../../progress.ts'
import type { Operated, Rule } from './choice.ts'
import { emptyMoney, outcomeOf, unitEndValue } from './evaluate.ts'
import { simulatePlant } from './plant-simulation.ts'
import { withState, type PlantState, type ProductionRecords } from './records.ts'

/**
 * Stock and lots on their way at the end count with the end value, since the rule goes on ordering to the
 * last period. Lets signals in between scenarios.
 * @throws MillraceError `cancelled`.
 */
export async function operateRule(
  records: ProductionRecords,
  rule: Rule,
  signal?: AbortSignal,
): Promise<Operated> {
  const { plant, items, periodCount, scenarioCount, steps } = records
  const total = emptyMoney(scenarioCount)
  const overtime = new Float64Array(scenarioCount)
  const initial = stateOf(records)
  const bases = laterPeriods(records)
  const demand = new Float64Array(items.length)
  const pause = createPause({ signal })
  for (let s = 0; s < scenarioCount; s++) {
    await pause('operate', s / scenarioCount)
    const simulation = simulatePlant(plant, initial)
    for (const [elapsed, base] of bases.entries()) {
      const now = withState(base, simulation.state())
      for (const [index, record] of items.entries()) {
        demand[index] = record.demand?.[s * steps.length + elapsed] ?? 0
      }
      const { period } = simulation.step(now, rule.decide(now, elapsed), demand)
      for (const key of ['revenue', 'purchaseAndMaking', 'fixed', 'holding', 'shortage'] as const) {
        total[key][s]! += period[key]
      }
      overtime[s]! += period.overtime
      total.demanded[s]! += period.demanded
      total.served[s]! += period.served
      total.stockValue[s]! += period.onHandValue / periodCount
    }
    total.endValue[s] = endValueOf(records, simulation.state())
  }
  return outcomeOf(records, total, overtime)
}

/** What a rule releases where demand is what is expected, shape [items, periods]. */
export function expectedReleases(records: ProductionRecords, rule: Rule): Float64Array {
  const { plant, items, periodCount, scenarioCount, steps } = records
  const simulation = simulatePlant(plant, stateOf(records))
  const lots = new Float64Array(items.length * periodCount)
  for (const [elapsed, base] of laterPeriods(records).entries()) {
    const demand = items.map((record) => {
      let sum = 0
      for (let s = 0; s < scenarioCount; s++) {
        sum += record.demand?.[s * steps.length + elapsed] ?? 0
      }
      return sum / scenarioCount
    })
    const now = withState(base, simulation.state())
    const books = simulation.step(now, rule.decide(now, elapsed), demand).items
    for (const [index, { released }] of books.entries()) {
      lots[index * periodCount + elapsed] = released
    }
  }
  return lots
}

function stateOf({ items }: ProductionRecords): PlantState {
  return {
    stock: items.map(({ initialStock }) => initialStock),
    receipts: items.map(({ receipts }) => receipts),
  }
}

function laterPeriods(records: ProductionRecords): ProductionRecords[] {
  return Array.from({ length: records.periodCount }, (_, elapsed) => laterRecords(records, elapsed))
}

function endValueOf({ items }: ProductionRecords, { stock, receipts }: PlantState): number {
  return items.reduce((sum, record, index) => {
    const onTheWay = Array.from(receipts[index]!).reduce((units, arriving) => units + arriving, 0)
    return sum + (Math.max(0, stock[index]!) + onTheWay) * unitEndValue(record)
  }, 0)
}

/** The records as they stand some periods later: hours from then on; the last ones repeat. */
function laterRecords(records: ProductionRecords, elapsed: number): ProductionRecords {
  const later = (hours: Float64Array): Float64Array =>
    hours.map((_, step) => hours[Math.min(hours.length - 1, step + elapsed)]!)
  const resources = records.resources.map((record) => ({
    ...record,
    hours: later(record.hours),
    overtimeHours: later(record.overtimeHours),
  }))
  return { ...records, resources }
}
