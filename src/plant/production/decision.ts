// Decision: what a planner of this area may choose, and whether a choice can be carried out. Linked items
// get fixed lots, because they compete for hours and materials; the others get a policy that reacts to
// the demand that comes.

import { executeLots, type FixedLots } from './execution.ts'
import type { ProductionRecords } from './records.ts'
import type { ReplenishmentPolicy } from './replenishment.ts'

export interface ProductionDecision extends FixedLots {
  /** Hours of overtime, shape [resources, periods]. */
  readonly overtime: Float64Array
  /** Per item; undefined for linked items. */
  readonly policies: readonly (ReplenishmentPolicy | undefined)[]
}

/** Releases nothing. */
export function emptyDecision({
  items,
  resources,
  periodCount,
}: ProductionRecords): ProductionDecision {
  return {
    lots: new Float64Array(items.length * periodCount),
    allocations: new Float64Array(items.length * periodCount),
    overtime: new Float64Array(resources.length * periodCount),
    policies: items.map(() => undefined),
  }
}

/** Hours that lots take on each resource, setups included, shape [resources, periods]. */
export function hoursOf(
  { items, resources, periodCount }: ProductionRecords,
  lots: Float64Array,
): Float64Array {
  const hours = new Float64Array(resources.length * periodCount)
  for (const [index, { usage }] of items.entries()) {
    for (let period = 0; period < periodCount; period++) {
      const lot = lots[index * periodCount + period]!
      if (lot <= 0) continue
      for (const { resource, hoursPerUnit, setupHours } of usage) {
        hours[resource * periodCount + period]! += setupHours + hoursPerUnit * lot
      }
    }
  }
  return hours
}

/** Every rule of the plant that the fixed lots break, one sentence each; none for a decision that can be carried out. */
export function violationsOf(
  records: ProductionRecords,
  decision: ProductionDecision,
  tolerance = 1e-6,
): string[] {
  const { items, resources, periodCount, steps, plant } = records
  const violations: string[] = []
  const executed = executeLots(records, decision).lots
  const hours = hoursOf(records, decision.lots)
  for (const [index, { item }] of items.entries()) {
    for (let period = 0; period < periodCount; period++) {
      const lot = decision.lots[index * periodCount + period]!
      if (lot === 0) continue
      const subject = `${item.id} in ${steps[period]}`
      const slack = tolerance * Math.max(1, lot)
      if (lot < item.minimumLot - slack) violations.push(`${subject}: below the minimum lot`)
      if (item.lotMultiple > 0) {
        const count = lot / item.lotMultiple
        if (Math.abs(count - Math.round(count)) > tolerance * Math.max(1, count)) {
          violations.push(`${subject}: no multiple of ${item.lotMultiple}`)
        }
      }
      if (period < plant.file.planning.frozen_periods) {
        violations.push(`${subject}: released inside the frozen fence`)
      }
      if (executed[index * periodCount + period]! < lot - slack) {
        violations.push(`${subject}: a component is missing`)
      }
    }
  }
  for (const [index, { resource, hours: regular, overtimeHours }] of resources.entries()) {
    for (let period = 0; period < periodCount; period++) {
      const at = index * periodCount + period
      const overtime = decision.overtime[at]!
      const slack = tolerance * Math.max(1, hours[at]!)
      if (overtime > overtimeHours[period]! + slack) {
        violations.push(`${resource.id} in ${steps[period]}: more overtime than allowed`)
      }
      if (hours[at]! > regular[period]! + overtime + slack) {
        violations.push(`${resource.id} in ${steps[period]}: more hours than there are`)
      }
    }
  }
  return violations
}
