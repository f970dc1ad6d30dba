// Items that share nothing with others: each is replenished by its own policy, a reorder point from the
// scenarios of its lead-time demand and a lot that balances the fixed cost with holding (Harris 1913).
// The policy reacts to the demand that comes, so thousands of items take milliseconds each.

import type { Item } from '../model/items.ts'
import type { ItemRecord } from './records.ts'

export interface ReplenishmentPolicy {
  /** Order when stock, orders on the way and backlog together are below this, shape [periods]. */
  readonly reorderPoint: Float64Array
  /** Least quantity of an order. */
  readonly lot: number
  /** An order of this period never arrives: to learn what it is worth. */
  readonly omitted?: number
}

/**
 * Chance of running short before the next order arrives at which one more unit costs as much as it saves.
 * Backorders: h / (h + b). Lost sales: h T / (h T + margin + goodwill), with T the periods between orders.
 */
export function bestShortageChance(item: Item, periodsBetweenOrders: number): number {
  const { holdingCost, shortage } = item
  if (shortage.kind === 'backorder') {
    const total = holdingCost + shortage.costPerPeriod
    return total > 0 ? holdingCost / total : 0
  }
  const carried = holdingCost * Math.max(1, periodsBetweenOrders)
  const missed = Math.max(0, item.price - item.unitCost) + shortage.cost
  return carried + missed > 0 ? carried / (carried + missed) : 0
}

/** Quantity that balances fixed and holding cost at a rate of demand per period, within the lot rules. */
export function economicLot(item: Item, ratePerPeriod: number): number {
  const { fixedCost, holdingCost, shelfLifePeriods } = item
  let lot = holdingCost > 0 ? Math.sqrt((2 * fixedCost * ratePerPeriod) / holdingCost) : 0
  if (shelfLifePeriods !== null) lot = Math.min(lot, ratePerPeriod * shelfLifePeriods)
  return lot
}

/** Periods that an order lasts at a rate of demand per period; 0 where there is none. */
export function periodsBetween(item: Item, ratePerPeriod: number): number {
  if (ratePerPeriod <= 0) return 0
  return Math.max(economicLot(item, ratePerPeriod), item.minimumLot) / ratePerPeriod
}

/** The least quantity of at least `wanted` that the lot rules allow. */
export function roundUpToLot(item: Item, wanted: number, isWhole: boolean): number {
  const least = Math.max(wanted, item.minimumLot)
  const multiple = item.lotMultiple > 0 ? item.lotMultiple : isWhole ? 1 : 0
  // The tolerance keeps 30.000000000000004 from becoming 31.
  return multiple > 0 ? Math.max(0, Math.ceil(least / multiple - 1e-9)) * multiple : least
}

/**
 * The policy over the scenarios of an item's demand.
 * @param stepCount steps of each path; at least `periodCount` + lead time + 1.
 * @param chance of running short before an order arrives; default the one that is best for the item.
 */
export function choosePolicy(
  { item, demand }: ItemRecord,
  scenarioCount: number,
  stepCount: number,
  periodCount: number,
  chance?: number,
): ReplenishmentPolicy {
  const reorderPoint = new Float64Array(periodCount)
  if (!demand) return { reorderPoint, lot: 0 }
  const rate = meanOf(demand)
  const lot = economicLot(item, rate)
  const shortageChance = chance ?? bestShortageChance(item, periodsBetween(item, rate))
  for (let period = 0; period < periodCount; period++) {
    const sums = leadTimeDemand(demand, item.leadTimePeriods, scenarioCount, stepCount, period)
    reorderPoint[period] = upperQuantile(sums, shortageChance)
  }
  return { reorderPoint, lot }
}

/** What to order now, given stock + on order - backlog; 0 is nothing. */
export function orderQuantity(
  item: Item,
  policy: ReplenishmentPolicy,
  period: number,
  position: number,
  isWhole: boolean,
): number {
  const missing = policy.reorderPoint[period]! - position
  if (missing <= 1e-9) return 0
  return roundUpToLot(item, Math.max(missing, policy.lot), isWhole)
}

/** Sorted sums over lead time and one period, and the mean, of demand that many policies are chosen for. */
const known = new WeakMap<Float64Array, { sums: Map<number, Float64Array>; mean?: number }>()

function leadTimeDemand(
  demand: Float64Array,
  leadTimePeriods: number,
  scenarioCount: number,
  stepCount: number,
  period: number,
): Float64Array {
  const { sums } = knownOf(demand)
  // The lead time of an item may be changed to learn what it costs.
  const key = period * stepCount + leadTimePeriods
  const cached = sums.get(key)
  if (cached) return cached
  const values = new Float64Array(scenarioCount)
  for (let scenario = 0; scenario < scenarioCount; scenario++) {
    const start = scenario * stepCount + period
    let sum = 0
    for (let step = 0; step <= leadTimePeriods; step++) sum += demand[start + step]!
    values[scenario] = sum
  }
  sums.set(key, values.sort())
  return values
}

/** Of demand over all scenarios and steps. */
export function meanOf(demand: Float64Array): number {
  const entry = knownOf(demand)
  if (entry.mean === undefined) {
    let total = 0
    for (let i = 0; i < demand.length; i++) total += demand[i]!
    entry.mean = total / demand.length
  }
  return entry.mean
}

function knownOf(demand: Float64Array): { sums: Map<number, Float64Array>; mean?: number } {
  let entry = known.get(demand)
  if (!entry) known.set(demand, (entry = { sums: new Map() }))
  return entry
}

/** The value that a share `chance` of the sorted values exceeds. */
function upperQuantile(values: Float64Array, chance: number): number {
  // The smallest order statistic whose cumulative share is at least 1 - chance: the newsvendor optimum.
  const index = Math.ceil((1 - chance) * values.length - 1e-9) - 1
  return values[Math.min(values.length - 1, Math.max(0, index))]!
}
