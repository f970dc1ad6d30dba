// Plans for the search to start from: every item filled up along the scenarios' own means, with more and
// with less safety.

import type { PlannedLots } from '../../solvers/lot-sizing/problem.ts'
import { normalQuantile } from '../../statistics/normal.ts'
import { orderUpTo, type PointForecast } from './order-up-to.ts'
import type { NumberedProblem } from './problem.ts'
import type { ItemRecord, ProductionRecords } from './records.ts'

/** Multiples of the safety stock that the service level of an item asks for. */
const safetyShares = [0, 0.5, 1, 1.5]

/** In the numbering of the problem. */
export function startsOf(
  records: ProductionRecords,
  { records: numbers }: NumberedProblem,
): PlannedLots[] {
  const forecasts = records.items.map((record) => forecastOf(record, records))
  const isCertain = forecasts.every((forecast) => !forecast || forecast.deviation === 0)
  const width = records.periodCount
  const pick = (values: Float64Array): Float64Array => {
    const picked = new Float64Array(numbers.length * width)
    for (const [i, record] of numbers.entries()) {
      picked.set(values.subarray(record * width, (record + 1) * width), i * width)
    }
    return picked
  }
  return (isCertain ? [0] : safetyShares).map((share) => {
    const factors = records.items.map(({ item }) => share * normalQuantile(item.serviceLevel))
    const { lots, allocations } = orderUpTo(records, forecasts, factors)
    return { lots: pick(lots), allocations: pick(allocations) }
  })
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
