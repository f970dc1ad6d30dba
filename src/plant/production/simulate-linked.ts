// Profit of levels and lots on every scenario, fast enough to try hundreds of them: the same stepping of stock
// as everywhere, without the books.

import { shortageCost, unitEndValue } from './evaluate.ts'
import { fillUp, give, type LinkedOutlook, type LinkedPolicy } from './linked-policy.ts'
import type { ProductionRecords } from './records.ts'
import { createStock, receive, stepStock, takeFromStock } from './stock.ts'

/**
 * Shape [scenarios]; stock and lots on their way at the end count with their end value.
 * @param first what is released in the first period in place of the policy's own, per item.
 */
export function simulateLinked(
  records: ProductionRecords,
  outlook: LinkedOutlook,
  policy: LinkedPolicy,
  first?: Float64Array,
): Float64Array {
  const { items, resources, periodCount, scenarioCount, steps, plant } = records
  const { order } = outlook
  const fence = plant.file.planning.frozen_periods
  const rules = items.map(({ item }) => ({
    shortage: item.shortage.kind,
    shelfLifePeriods: item.shelfLifePeriods,
  }))
  const longest = 1 + Math.max(...items.map(({ item }) => item.leadTimePeriods))
  const ordered = items.map(({ initialStock, receipts }) =>
    receipts.reduce((sum, units) => sum + units, initialStock),
  )
  const worth = items.map(unitEndValue)
  const pipelines = items.map(() => new Float64Array(longest))
  const onHand = items.map(() => 0)
  const regularHours = resources.map(() => 0)
  const hours = resources.map(() => 0)
  const lots = new Float64Array(items.length)
  return Float64Array.from({ length: scenarioCount }, (_, s) => {
    const stocks = items.map(({ initialStock }, index) => createStock(initialStock, rules[index]!))
    for (const pipeline of pipelines) pipeline.fill(0)
    const position = ordered.slice()
    let profit = 0
    for (let period = 0; period < periodCount; period++) {
      const slot = period % longest
      for (const index of order) {
        receive(stocks[index]!, items[index]!.receipts[period]! + pipelines[index]![slot]!)
        pipelines[index]![slot] = 0
        onHand[index] = stocks[index]!.onHand
      }
      for (let index = 0; index < resources.length; index++) {
        const resource = resources[index]!
        regularHours[index] = resource.hours[period]!
        hours[index] = resource.hours[period]! + resource.overtimeHours[period]!
      }
      lots.fill(0)
      const floor = { onHand, position, regularHours, hours }
      if (first && period === 0) give(records, first, floor, lots)
      else if (period >= fence) fillUp(records, outlook, policy, period, floor, lots)
      for (const index of order) {
        const lot = lots[index]!
        if (lot <= 0) continue
        const { item, components } = items[index]!
        profit -= item.addedCost * lot + item.fixedCost
        if (item.leadTimePeriods === 0) receive(stocks[index]!, lot)
        else pipelines[index]![(period + item.leadTimePeriods) % longest]! += lot
        for (const use of components) takeFromStock(stocks[use.item]!, use.quantity * lot)
      }
      for (let index = 0; index < resources.length; index++) {
        profit -= Math.max(0, -regularHours[index]!) * resources[index]!.resource.overtimeCost
      }
      for (const index of order) {
        const { item, demand } = items[index]!
        const stock = stocks[index]!
        const wanted = demand?.[s * steps.length + period] ?? 0
        const { served, servedLate, lost, expired } = stepStock(stock, 0, wanted, rules[index]!)
        position[index]! -= wanted - lost + expired
        profit += item.price * (served + servedLate) - item.holdingCost * stock.onHand
        profit -= shortageCost(item.shortage, { backlog: stock.backlog, lost })
      }
    }
    for (const index of order) {
      const onTheWay = pipelines[index]!.reduce((sum, units) => sum + units, 0)
      profit += (stocks[index]!.onHand + onTheWay) * worth[index]!
    }
    return profit
  })
}
