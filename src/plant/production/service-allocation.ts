// One service target for many items: safety stock goes where it buys the most service for its money. Of all
// stocks with the same weighted backlog, those with the least holding cost have for every item
//   P(short before the next order arrives) = h / (lambda w),
// with w what a unit short weighs, and lambda the same for all: the condition of the Lagrangian (Silver, Pyke &
// Thomas 2016, ch. 7). The lambda is searched at which the fill rate, weighed alike, is the target.

import type { Item } from '../model/items.ts'
import type { PlantFile } from '../model/schema.ts'
import type { ItemRecord, ProductionRecords } from './records.ts'
import { choosePolicy, meanOf, type ReplenishmentPolicy } from './replenishment.ts'

export type FillRateOf = NonNullable<PlantFile['planning']['service']>['of']

/** No item is given up altogether. */
const highestChance = 0.95

/**
 * What a unit short weighs. `units`: each the same; `value`: its unit cost; `items`: each item the same, so a
 * unit of a slow one more; `balanced`: the geometric mean of the three.
 */
export function weightOf(of: FillRateOf, item: Item, rate: number): number {
  switch (of) {
    case 'units':
      return 1
    case 'value':
      return item.unitCost
    case 'items':
      return 1 / rate
    case 'balanced':
      return Math.cbrt(item.unitCost / rate)
    default:
      return of satisfies never
  }
}

/** @param rate demand per period, above 0. @param worth of a weighed unit, the lambda above. */
export function allocatedChance(item: Item, rate: number, of: FillRateOf, worth: number): number {
  const weight = weightOf(of, item, rate)
  return weight > 0 ? Math.min(highestChance, item.holdingCost / (worth * weight)) : highestChance
}

/**
 * Per item with a policy: the chance of running short at which the weighted fill rate of all is expected to
 * be the target, at the least holding cost; undefined for other items and those without demand.
 */
export function allocateService(
  records: ProductionRecords,
  { fill_rate: target, of }: { readonly fill_rate: number; readonly of: FillRateOf },
): (number | undefined)[] {
  const { items, scenarioCount, steps } = records
  const rates = items.map(({ demand, isLinked }) => (demand && !isLinked ? meanOf(demand) : 0))
  const chancesAt = (worth: number): (number | undefined)[] =>
    items.map(({ item }, index) =>
      rates[index]! > 0 ? allocatedChance(item, rates[index]!, of, worth) : undefined,
    )
  const fillAt = (worth: number): number => {
    let weighed = 0
    let served = 0
    for (const [index, chance] of chancesAt(worth).entries()) {
      if (chance === undefined) continue
      const record = items[index]!
      const rate = rates[index]!
      const policy = choosePolicy(record, scenarioCount, steps.length, 1, chance)
      const weight = weightOf(of, record.item, rate) * rate
      weighed += weight
      served += weight * (1 - expectedShort(record, policy, scenarioCount, steps.length) / rate)
    }
    return weighed > 0 ? served / weighed : 1
  }
  let [low, high] = [Math.log(1e-9), Math.log(1e9)]
  for (let step = 0; step < 40 && high - low > 0.02; step++) {
    const middle = (low + high) / 2
    if (fillAt(Math.exp(middle)) < target) low = middle
    else high = middle
  }
  return chancesAt(Math.exp(high))
}

/**
 * Expected units short per period under a policy: what is short after lead time and one period, less what was
 * short before that period, over positions between the reorder point and a lot above it.
 */
export function expectedShort(
  { item, demand }: ItemRecord,
  { reorderPoint, lot }: ReplenishmentPolicy,
  scenarioCount: number,
  stepCount: number,
): number {
  if (!demand) return 0
  const least = Math.max(lot, item.minimumLot)
  const positions = [0, 0.25, 0.5, 0.75, 1].map((part) => reorderPoint[0]! + part * least)
  let short = 0
  for (let scenario = 0; scenario < scenarioCount; scenario++) {
    let before = 0
    const start = scenario * stepCount
    for (let step = 0; step < item.leadTimePeriods; step++) before += demand[start + step]!
    const after = before + demand[start + item.leadTimePeriods]!
    for (const position of positions) {
      short += Math.max(0, after - position) - Math.max(0, before - position)
    }
  }
  return short / (positions.length * scenarioCount)
}
