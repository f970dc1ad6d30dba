// Levels and lots for items that share hours or materials: every period each item that has fallen below its
// level is filled up, at least a lot at a time, as far as hours and components go. Each release answers the
// demand that came before it, which lots written down for the whole horizon cannot.

import { emptyDecision } from './decision.ts'
import { componentsFirst } from './execution.ts'
import { affordable } from './order-up-to.ts'
import type { Rule } from './choice.ts'
import type { ProductionRecords } from './records.ts'

export interface LinkedPolicy {
  /** Per item: safety stock in standard deviations of the demand over lead time and one period. */
  readonly safety: Float64Array
  /** Per item: least quantity of a release, in periods of mean demand. */
  readonly cover: Float64Array
  /** Overtime is worked for items whose position is below expected demand and this share of the safety stock. */
  readonly urgency: number
}

/** What the scenarios say of the demand of linked items, that of their parents included. */
export interface LinkedOutlook {
  /** Numbers of the linked items, components first. */
  readonly order: readonly number[]
  /** The same in two: those with parents, and those that are sold alone. */
  readonly parts: readonly number[]
  readonly sold: readonly number[]
  /** Per item: expected demand over lead time and one period from each period, shape [periods]. */
  readonly expected: readonly Float64Array[]
  /** Its standard deviation, of the same shape. */
  readonly deviation: readonly Float64Array[]
  /** Mean demand per period, per item. */
  readonly rate: Float64Array
}

/** What there is to give out in a period; changed as it is given. Numbers of all items and resources. */
export interface ShopFloor {
  /** Units that lots can take. */
  readonly onHand: number[]
  /** Stock and what is on its way, less what waits. */
  readonly position: number[]
  readonly regularHours: number[]
  /** With overtime. */
  readonly hours: number[]
}

export function outlookOf(records: ProductionRecords): LinkedOutlook {
  const { items, steps, periodCount, scenarioCount } = records
  const order = componentsFirst(records).filter((index) => items[index]!.isLinked)
  const paths = demandWithParents(records, order)
  const rate = new Float64Array(items.length)
  const expected = items.map(() => new Float64Array(periodCount))
  const deviation = items.map(() => new Float64Array(periodCount))
  for (const index of order) {
    const path = paths[index]!
    rate[index] = path.reduce((sum, units) => sum + units, 0) / path.length
    const reach = items[index]!.item.leadTimePeriods + 1
    let squares = 0
    for (let s = 0; s < scenarioCount; s++) {
      for (let period = 0; period < periodCount; period++) {
        let sum = 0
        for (let step = period; step < period + reach; step++) {
          sum += path[s * steps.length + Math.min(steps.length - 1, step)]!
        }
        expected[index]![period]! += sum / scenarioCount
        if (period === 0) squares += sum * sum
      }
    }
    const now = expected[index]![0]!
    const variance = Math.max(0, squares / scenarioCount - now * now)
    for (let period = 0; period < periodCount; period++) {
      // A later period will be forecast from as near as this one is now, so its error grows only with its demand.
      const share = now > 0 ? expected[index]![period]! / now : 1
      deviation[index]![period] = Math.sqrt(variance * share)
    }
  }
  const parts = order.filter((index) => items[index]!.hasParents)
  const sold = order.filter((index) => !items[index]!.hasParents)
  return { order, parts, sold, expected, deviation, rate }
}

/** Per item: demand of customers and of parents' lots when they would start, shape [scenarios, steps]. */
function demandWithParents(
  { items, steps, scenarioCount }: ProductionRecords,
  order: readonly number[],
): Float64Array[] {
  const width = steps.length
  const paths = items.map(
    ({ demand }) => demand?.slice() ?? new Float64Array(scenarioCount * width),
  )
  for (const index of order.toReversed()) {
    const { components, item } = items[index]!
    for (const { item: component, quantity } of components) {
      for (let s = 0; s < scenarioCount; s++) {
        for (let step = 0; step < width; step++) {
          const due = Math.min(width - 1, step + item.leadTimePeriods)
          paths[component]![s * width + step]! += quantity * paths[index]![s * width + due]!
        }
      }
    }
  }
  return paths
}

/** The releases of one period by the policy, written to `lots` per item. */
export function fillUp(
  records: ProductionRecords,
  { parts, sold, expected, deviation, rate }: LinkedOutlook,
  { safety, cover, urgency }: LinkedPolicy,
  period: number,
  floor: ShopFloor,
  lots: Float64Array,
): void {
  const { onHand, position, regularHours, hours } = floor
  // Components first, so that parents of the same period find them; then what has the least left. This runs once
  // for each period of each scenario of each trial, so it looks at those alone that miss something.
  const waiting: number[] = []
  const shares: number[] = []
  for (const index of sold) {
    const level = expected[index]![period]! + safety[index]! * deviation[index]![period]!
    if (level - position[index]! <= 1e-9) continue
    const share = position[index]! / Math.max(1e-9, level)
    let place = waiting.length
    for (; place > 0 && shares[place - 1]! > share; place--) {
      waiting[place] = waiting[place - 1]!
      shares[place] = shares[place - 1]!
    }
    waiting[place] = index
    shares[place] = share
  }
  for (let k = 0; k < parts.length + waiting.length; k++) {
    const index = k < parts.length ? parts[k]! : waiting[k - parts.length]!
    const mean = expected[index]![period]!
    const buffer = safety[index]! * deviation[index]![period]!
    const missing = mean + buffer - position[index]!
    if (missing <= 1e-9) continue
    const isUrgent = position[index]! < mean + urgency * buffer
    const wanted = Math.max(missing, cover[index]! * rate[index]!)
    const lot = affordable(records, index, wanted, isUrgent ? hours : regularHours, onHand)
    if (lot <= 0) continue
    lots[index] = lot
    take(records, index, lot, floor)
  }
}

/** Releases that were decided elsewhere and can be carried out. */
export function give(
  records: ProductionRecords,
  decided: Float64Array,
  floor: ShopFloor,
  lots: Float64Array,
): void {
  lots.set(decided)
  for (const [index, lot] of decided.entries()) if (lot > 0) take(records, index, lot, floor)
}

function take(
  { items }: ProductionRecords,
  index: number,
  lot: number,
  { onHand, position, regularHours, hours }: ShopFloor,
): void {
  const { components, usage, item } = items[index]!
  position[index]! += lot
  if (item.leadTimePeriods === 0) onHand[index]! += lot
  for (const { resource, hoursPerUnit, setupHours } of usage) {
    regularHours[resource]! -= setupHours + hoursPerUnit * lot
    hours[resource]! -= setupHours + hoursPerUnit * lot
  }
  for (const { item: component, quantity } of components) {
    onHand[component]! -= quantity * lot
    position[component]! -= quantity * lot
  }
}

/**
 * The policy as a planner who looks at the stock of each period, with the outlook of the first day.
 * @param first releases of the first period in place of its own, per item.
 */
export function linkedRule(
  name: string,
  outlook: LinkedOutlook,
  policy: LinkedPolicy,
  first?: Float64Array,
): Rule {
  return {
    name,
    decide(records, elapsed = 0) {
      const { items, resources, periodCount, plant } = records
      const decision = emptyDecision(records)
      if (elapsed >= plant.file.planning.frozen_periods) {
        const lots = new Float64Array(items.length)
        const hours = resources.map((record) => record.hours[0]! + record.overtimeHours[0]!)
        const floor = {
          onHand: items.map((record) => Math.max(0, record.initialStock) + record.receipts[0]!),
          position: items.map((record) =>
            record.receipts.reduce((sum, units) => sum + units, record.initialStock),
          ),
          regularHours: resources.map((record) => record.hours[0]!),
          hours,
        }
        if (first && elapsed === 0) give(records, first, floor, lots)
        else fillUp(records, outlook, policy, elapsed, floor, lots)
        for (const index of outlook.order) decision.lots[index * periodCount] = lots[index]!
        for (const [index, { overtimeHours }] of resources.entries()) {
          const left = floor.hours[index]!
          decision.overtime[index * periodCount] = Math.max(0, overtimeHours[0]! - left)
        }
      }
      return decision
    },
  }
}
