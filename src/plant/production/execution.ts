// The lots of linked items as they can be carried out: a lot takes its components when it starts, and
// where a component is short, it shrinks. Nothing here depends on the demand of customers, which is
// served from what is set aside for it.

import { parentsFirst } from '../model/bill-of-materials.ts'
import type { ProductionRecords } from './records.ts'

export interface FixedLots {
  /** Units released, shape [items, periods]; 0 for items with a policy. */
  readonly lots: Float64Array
  /**
   * Of an item that has parents and customers: units set aside for customers as they become available,
   * shape [items, periods]. Not used for other items.
   */
  readonly allocations: Float64Array
}

/** All of shape [items, periods]; zero for items with a policy. */
export interface Execution {
  /** Units started. */
  readonly lots: Float64Array
  /** Units that become usable: lots and earlier orders. */
  readonly received: Float64Array
  /** Units that become available to customers. */
  readonly supply: Float64Array
  /** Units that lots of parents take. */
  readonly dependentDemand: Float64Array
  /** Units kept for parents at the end of the period. */
  readonly pool: Float64Array
}

export function executeLots(
  records: ProductionRecords,
  { lots: wanted, allocations }: FixedLots,
): Execution {
  const { items, periodCount } = records
  const size = items.length * periodCount
  const execution = {
    lots: new Float64Array(size),
    received: new Float64Array(size),
    supply: new Float64Array(size),
    dependentDemand: new Float64Array(size),
    pool: new Float64Array(size),
  }
  const order = componentsFirst(records).filter((index) => items[index]!.isLinked)
  const pools = items.map(({ initialStock, hasParents }) =>
    hasParents ? Math.max(0, initialStock) : 0,
  )
  for (let period = 0; period < periodCount; period++) {
    for (const index of order) {
      const { item, components, receipts, hasParents, demand } = items[index]!
      const at = index * periodCount + period
      let lot = wanted[at]!
      for (const { item: component, quantity } of components) {
        lot = Math.min(lot, Math.max(0, pools[component]!) / quantity)
      }
      // A hair of rounding must not make a whole lot a fraction smaller.
      if (wanted[at]! - lot < 1e-9 * wanted[at]!) lot = wanted[at]!
      execution.lots[at] = lot
      for (const { item: component, quantity } of components) {
        pools[component]! -= lot * quantity
        execution.dependentDemand[component * periodCount + period]! += lot * quantity
      }
      const source = period - item.leadTimePeriods
      const arrived = source >= 0 ? execution.lots[index * periodCount + source]! : 0
      const received = arrived + receipts[period]!
      execution.received[at] = received
      if (!hasParents) {
        execution.supply[at] = received
        continue
      }
      pools[index]! += received
      if (demand) {
        const allocated = Math.min(allocations[at]!, Math.max(0, pools[index]!))
        pools[index]! -= allocated
        execution.supply[at] = allocated
      }
    }
    for (const index of order) {
      if (items[index]!.hasParents) {
        execution.pool[index * periodCount + period] = Math.max(0, pools[index]!)
      }
    }
  }
  return execution
}

/** Numbers of items, each after all of its components. */
export function componentsFirst({ plant, items }: ProductionRecords): number[] {
  const numberOf = new Map(items.map(({ item }, index) => [item.id, index]))
  return parentsFirst(
    items.map(({ item }) => item.id),
    plant.billOfMaterials,
  )
    .toReversed()
    .map((id) => numberOf.get(id)!)
}
