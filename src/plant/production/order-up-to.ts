// The habit of the trade, as a baseline: every item is filled up to its expected demand over the lead time
// plus a normal safety stock, the bill of materials is exploded with means, and hours are given out to the
// item with the least cover. (Silver, Pyke & Thomas, Inventory and Production Management in Supply Chains.)

import { emptyDecision, type ProductionDecision } from './decision.ts'
import { componentsFirst } from './execution.ts'
import type { PlantState, ProductionRecords } from './records.ts'
import { roundUpToLot } from './replenishment.ts'

export interface PointForecast {
  /** Expected demand of customers, shape [steps]. */
  readonly mean: Float64Array
  /** Standard deviation of its error per step. */
  readonly deviation: number
}

/** Per item: up to which position it is filled, shape [periods], and its expected demand, shape [steps]. */
interface Target {
  readonly level: Float64Array
  readonly expected: Float64Array
  readonly safety: number
}

/**
 * @param forecasts per item; undefined where customers do not ask for it.
 * @param safetyFactors per item, standard deviations of the demand over lead time and one period.
 */
export function orderUpTo(
  records: ProductionRecords,
  forecasts: readonly (PointForecast | undefined)[],
  safetyFactors: ArrayLike<number>,
): ProductionDecision {
  const targets = targetsOf(records, forecasts, safetyFactors)
  const decision = {
    ...emptyDecision(records),
    policies: records.items.map(({ isLinked }, index) =>
      isLinked ? undefined : { reorderPoint: targets[index]!.level, lot: 0 },
    ),
  }
  releaseLots(records, targets, decision)
  allocate(records, forecasts, safetyFactors, decision)
  return decision
}

/** Stock and orders on their way as the rule has them when nothing unexpected happens. */
export function restingState(
  records: ProductionRecords,
  forecasts: readonly (PointForecast | undefined)[],
  safetyFactors: ArrayLike<number>,
): PlantState {
  const targets = targetsOf(records, forecasts, safetyFactors)
  return {
    stock: targets.map(({ safety, expected }, index) =>
      Math.ceil(safety + expected[records.items[index]!.item.leadTimePeriods]! - 1e-9),
    ),
    receipts: targets.map(({ expected }, index) => {
      // Whole units that add up to the expected demand.
      let sum = 0
      let given = 0
      return Array.from({ length: records.items[index]!.item.leadTimePeriods }, (_, step) => {
        sum += expected[step]!
        const units = Math.round(sum) - given
        given += units
        return units
      })
    }),
  }
}

function targetsOf(
  records: ProductionRecords,
  forecasts: readonly (PointForecast | undefined)[],
  safetyFactors: ArrayLike<number>,
): Target[] {
  const { items, steps, periodCount } = records
  const expected = items.map(
    (_, index) => forecasts[index]?.mean.slice() ?? new Float64Array(steps.length),
  )
  const variance = items.map((_, index) => (forecasts[index]?.deviation ?? 0) ** 2)
  for (const index of componentsFirst(records).toReversed()) {
    const { components, item } = items[index]!
    for (const { item: component, quantity } of components) {
      variance[component]! += quantity ** 2 * variance[index]!
      for (let step = 0; step < steps.length; step++) {
        const due = Math.min(steps.length - 1, step + item.leadTimePeriods)
        expected[component]![step]! += quantity * expected[index]![due]!
      }
    }
  }
  return items.map(({ item }, index) => {
    const cover = item.leadTimePeriods + 1
    const safety = safetyFactors[index]! * Math.sqrt(variance[index]! * cover)
    const level = Float64Array.from({ length: periodCount }, (_, period) => {
      let sum = 0
      for (let step = period; step < period + cover; step++) {
        sum += expected[index]![Math.min(step, steps.length - 1)]!
      }
      return sum + safety
    })
    return { level, expected: expected[index]!, safety }
  })
}

/** Releases along the expected demand, within hours and materials. */
function releaseLots(
  records: ProductionRecords,
  targets: readonly Target[],
  { lots, overtime }: ProductionDecision,
): void {
  const { items, resources, periodCount, plant } = records
  const linked = componentsFirst(records).filter((index) => items[index]!.isLinked)
  const position = items.map(
    ({ initialStock, receipts }) => initialStock + receipts.reduce((sum, units) => sum + units, 0),
  )
  const onHand = items.map(({ initialStock }) => initialStock)
  for (let period = 0; period < periodCount; period++) {
    for (const index of linked) {
      const { item, receipts } = items[index]!
      const source = period - item.leadTimePeriods
      const arrived =
        source >= 0 && item.leadTimePeriods > 0 ? lots[index * periodCount + source]! : 0
      onHand[index]! += receipts[period]! + arrived
    }
    const free = resources.map(
      ({ hours, overtimeHours }) => hours[period]! + overtimeHours[period]!,
    )
    if (period >= plant.file.planning.frozen_periods) {
      const cover = (index: number): number =>
        position[index]! / Math.max(1e-9, targets[index]!.level[period]!)
      // Components first, so that parents of the same period find them; then the least cover.
      const depth = new Map(linked.map((index, place) => [index, place]))
      const order = linked.toSorted((a, b) =>
        items[a]!.hasParents === items[b]!.hasParents && items[a]!.hasParents
          ? depth.get(a)! - depth.get(b)!
          : items[a]!.hasParents
            ? -1
            : items[b]!.hasParents
              ? 1
              : cover(a) - cover(b),
      )
      for (const index of order) {
        const lot = affordable(
          records,
          index,
          targets[index]!.level[period]! - position[index]!,
          free,
          onHand,
        )
        if (lot <= 0) continue
        lots[index * periodCount + period] = lot
        position[index]! += lot
        const { components, usage, item } = items[index]!
        if (item.leadTimePeriods === 0) onHand[index]! += lot
        for (const use of usage) free[use.resource]! -= use.setupHours + use.hoursPerUnit * lot
        for (const use of components) {
          onHand[use.item]! -= use.quantity * lot
          position[use.item]! -= use.quantity * lot
        }
      }
    }
    for (const [index, { hours, overtimeHours }] of resources.entries()) {
      const used = hours[period]! + overtimeHours[period]! - free[index]!
      overtime[index * periodCount + period] = Math.max(0, used - hours[period]!)
    }
    for (const index of linked) {
      const { demand } = items[index]!
      if (!demand) continue
      // Parents' needs were taken above; what is left of the expected demand is that of customers.
      const customers = customersOf(records, targets, index, period)
      position[index]! -= customers
      onHand[index]! -= customers
    }
  }
}

/** The largest lot up to what is missing that hours, components and lot rules allow; 0 where none. */
export function affordable(
  { items }: ProductionRecords,
  index: number,
  missing: number,
  free: readonly number[],
  onHand: readonly number[],
): number {
  const { item, usage, components, isWhole } = items[index]!
  if (missing <= 1e-9) return 0
  let most = Infinity
  for (const { resource, hoursPerUnit, setupHours } of usage) {
    const hours = free[resource]! - setupHours
    if (hours < 0) return 0
    if (hoursPerUnit > 0) most = Math.min(most, hours / hoursPerUnit)
  }
  for (const { item: component, quantity } of components) {
    most = Math.min(most, Math.max(0, onHand[component]!) / quantity)
  }
  const wanted = roundUpToLot(item, missing, isWhole)
  if (wanted <= most) return wanted
  const multiple = item.lotMultiple || Number(isWhole)
  const possible = multiple > 0 ? Math.floor(most / multiple + 1e-9) * multiple : most
  return possible >= item.minimumLot ? possible : 0
}

function customersOf(
  { items }: ProductionRecords,
  targets: readonly Target[],
  index: number,
  period: number,
): number {
  let dependent = 0
  for (const [parent, { components, item }] of items.entries()) {
    for (const use of components) {
      if (use.item !== index) continue
      const expected = targets[parent]!.expected
      dependent +=
        use.quantity * expected[Math.min(expected.length - 1, period + item.leadTimePeriods)]!
    }
  }
  return Math.max(0, targets[index]!.expected[period]! - dependent)
}

/** Of a component that customers ask for too: their expected demand, with its safety stock at once. */
function allocate(
  { items, periodCount }: ProductionRecords,
  forecasts: readonly (PointForecast | undefined)[],
  safetyFactors: ArrayLike<number>,
  { allocations }: ProductionDecision,
): void {
  for (const [index, { hasParents }] of items.entries()) {
    const forecast = forecasts[index]
    if (!hasParents || !forecast) continue
    for (let period = 0; period < periodCount; period++) {
      const safety = period === 0 ? safetyFactors[index]! * forecast.deviation : 0
      allocations[index * periodCount + period] = forecast.mean[period]! + safety
    }
  }
}
