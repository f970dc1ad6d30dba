// Lots in whole units: what a solver counts in fractions is carried over until it makes a unit, within the
// hours and materials of each period. Setups, multiples and the order of production stay as they were.

import { hoursOf, type ProductionDecision } from './decision.ts'
import { componentsFirst } from './execution.ts'
import type { ProductionRecords } from './records.ts'

/** The decision with whole lots of every item that is counted in whole units. */
export function wholeLots(
  records: ProductionRecords,
  decision: ProductionDecision,
): ProductionDecision {
  const { items, resources, periodCount } = records
  const isWhole = wholeItems(records)
  const order = componentsFirst(records).filter((index) => items[index]!.isLinked)
  const pools = items.map(({ initialStock }) => Math.max(0, initialStock))
  const lots = new Float64Array(decision.lots.length)
  const allocations = decision.allocations.slice()
  const owed = items.map(() => 0)
  const owedToCustomers = items.map(() => 0)
  for (let period = 0; period < periodCount; period++) {
    const free = resources.map(
      ({ hours, overtimeHours }) => hours[period]! + overtimeHours[period]!,
    )
    for (const index of order) {
      const { item, components, usage, receipts, hasParents, demand } = items[index]!
      const at = index * periodCount + period
      const wanted = decision.lots[at]!
      owed[index]! += wanted
      let lot = wanted > 0 ? (isWhole[index] ? roundDown(owed[index]!, 1) : wanted) : 0
      let most = lot
      for (const { resource, hoursPerUnit, setupHours } of usage) {
        const hours = free[resource]! - setupHours
        most = hours < -1e-6 ? 0 : Math.min(most, hoursPerUnit > 0 ? hours / hoursPerUnit : most)
      }
      for (const { item: component, quantity } of components) {
        most = Math.min(most, Math.max(0, pools[component]!) / quantity)
      }
      if (most < lot - 1e-6 * Math.max(1, lot)) {
        lot = roundDown(most, item.lotMultiple > 0 ? item.lotMultiple : isWhole[index] ? 1 : 0)
        if (lot < item.minimumLot) lot = 0
      }
      lots[at] = lot
      owed[index]! -= lot
      if (lot > 0) {
        for (const use of usage) free[use.resource]! -= use.setupHours + use.hoursPerUnit * lot
      }
      for (const use of components) pools[use.item]! -= use.quantity * lot
      if (!hasParents) continue
      const source = period - item.leadTimePeriods
      pools[index]! += receipts[period]! + (source >= 0 ? lots[index * periodCount + source]! : 0)
      if (demand) {
        owedToCustomers[index]! += decision.allocations[at]!
        const given = isWhole[index]
          ? roundDown(owedToCustomers[index]!, 1)
          : owedToCustomers[index]!
        allocations[at] = Math.min(given, Math.max(0, pools[index]!))
        owedToCustomers[index]! -= allocations[at]!
        pools[index]! -= allocations[at]!
      }
    }
  }
  const hours = hoursOf(records, lots)
  const overtime = hours.map((used, at) => {
    const regular = resources[Math.floor(at / periodCount)]!.hours[at % periodCount]!
    return used > regular + 1e-6 ? used - regular : 0
  })
  return { ...decision, lots, allocations, overtime }
}

/** Items whose every use is in whole units: of customers, and of parents that are whole themselves. */
function wholeItems({ items }: ProductionRecords): boolean[] {
  const isWhole = items.map(
    ({ demand, isWhole, initialStock, hasParents }) =>
      (demand ? isWhole : hasParents) && Number.isInteger(initialStock),
  )
  for (let changed = true; changed;) {
    changed = false
    for (const [parent, { components }] of items.entries()) {
      for (const { item, quantity } of components) {
        if (isWhole[item] && !(isWhole[parent] && Number.isInteger(quantity))) {
          isWhole[item] = false
          changed = true
        }
      }
    }
  }
  return isWhole
}

/** The tolerance keeps 29.999999 that a solver calls 30 from becoming 29. */
function roundDown(value: number, unit: number): number {
  return unit > 0 ? Math.floor(value / unit + 1e-6) * unit : value
}
