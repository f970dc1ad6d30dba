// What a plant tells of its items beside their demand: what likens one without history to others, and over how
// many periods an order has to cover demand.

import type { Traits } from '../plant/demand/series.ts'
import type { Plant } from '../plant/model.ts'
import { groupBy } from '../plant/model/bill-of-materials.ts'
import { cumulativeLeadTimes } from '../plant/production/records.ts'

/** By item: price, lead time and minimum lot, supply and family, components, and what a planner expects. */
export function traitsOfItems({ items, billOfMaterials }: Plant): ReadonlyMap<string, Traits> {
  const usesOf = groupBy(billOfMaterials, ({ parent }) => parent)
  return new Map(
    items.map((item): [string, Traits] => {
      const { id, price, leadTimePeriods, minimumLot, supply, family, expectedDemand, like } = item
      const uses = usesOf.get(id) ?? []
      return [
        id,
        {
          figures: [price, leadTimePeriods, minimumLot],
          words: [supply, family],
          parts: new Map(uses.map(({ component, quantity }) => [component, quantity])),
          expected: expectedDemand,
          like,
        },
      ]
    }),
  )
}

/** By item, its lead time with that of its components, and the period in which it is ordered. */
export function coversOfItems(plant: Plant): ReadonlyMap<string, number> {
  const leadTimes = cumulativeLeadTimes(plant)
  return new Map(plant.items.map(({ id }, index) => [id, leadTimes[index]! + 1]))
}
