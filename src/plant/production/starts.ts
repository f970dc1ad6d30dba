// Plans for the search to start from: every item filled up along the scenarios' own means, with more and
// with less safety; and what was planned one period ago.

import type { PlannedLots } from '../../solvers/lot-sizing/problem.ts'
import type { ProductionDecision } from './decision.ts'
import { normalQuantile } from '../../statistics/normal.ts'
import { orderUpTo, type PointForecast } from './order-up-to.ts'
import type { NumberedProblem } from './problem.ts'
import type { ItemRecord, ProductionRecords } from './records.ts'

/** Multiples of the safety stock that the service level of an item asks for. */
const safetyShares = [0, 0.5, 1, 1.5]

/**
 * In the numbering of the problem.
 * @param previous what was decided one period ago, for as many periods.
 */
export function startsOf(
  records: ProductionRecords,
  { records: numbers }: NumberedProblem,
  previous?: ProductionDecision,
): PlannedLots[] {
  const forecasts = records.items.map((record) => forecastOf(record, records))
  const isCertain = forecasts.every((forecast) => !forecast || forecast.deviation === 0)
  const width = records.periodCount
  const pick = (values: Float64Array, shift = 0): Float64Array => {
    const picked = new Float64Array(numbers.length * width)
    for (const [i, record] of numbers.entries()) {
      picked.set(values.subarray(record * width + shift, (record + 1) * width), i * width)
    }
    return picked
  }
  const filled = (isCertain ? [0] : safetyShares).map((share) => {
    const factors = records.items.map(({ item }) => share * normalQuantile(item.serviceLevel))
    const { lots, allocations } = orderUpTo(records, forecasts, factors)
    return { lots: pick(lots), allocations: pick(allocations) }
  })
  if (previous?.lots.length !== records.items.length * width) return filled
  const { lots, allocations } = previous
  return [...filled, { lots: pick(lots, 1), allocations: pick(allocations, 1) }]
}

/** Mean of each step, and the deviation of the sum over lead time and one period, as of one step. */
function forecastOf(
  { item, demand }: ItemRecord,
  { steps, scenarioCount }: ProductionRecords,
): PointForecast | undefined {
  if (!demand) return undefined
  const mean = new Float64Array(steps.length)
  const cover = Math.min(steps.length, item.leadTimePeriods + 1)
  let sum = 0
  let squares = 0
  for (let s = 0; s < scenarioCount; s++) {
    let total = 0
    for (let step = 0; step < steps.length; step++) {
      const value = demand[s * steps.length + step]!
      mean[step]! += value / scenarioCount
      if (step < cover) total += value
    }
    sum += total
    squares += total * total
  }
  const variance = squares / scenarioCount - (sum / scenarioCount) ** 2
  return { mean, deviation: Math.sqrt(Math.max(0, variance) / cover) }
}
