// Cost against fill rate, under three definitions of the fill rate.

import type { Item } from '../../src/plant/model/items.ts'
import type { ItemBook } from '../../src/plant/production/plant-simulation.ts'

/** Units served at once over units asked for; the same weighed by cost; the mean over items of their own rates. */
export type Definition = 'units' | 'value' | 'items'

export interface CurvePoint extends Readonly<Record<Definition, number>> {
  readonly name: string
  readonly holding: number
  readonly ordering: number
  readonly cost: number
}

interface Totals {
  holding: number
  orders: number
  demand: number
  served: number
}

export interface Tally {
  readonly add: (contender: string, period: string, books: readonly ItemBook[]) => void
  /** Per family (the first word of a contender), its points in the order of cost. */
  curves(
    families: readonly string[],
    isIn: (id: string) => boolean,
  ): Record<string, readonly CurvePoint[]>
}

export function createTally(items: readonly Item[]): Tally {
  const totals = new Map<string, Totals[]>()
  return {
    add(contender, _period, books) {
      const own =
        totals.get(contender) ?? items.map(() => ({ holding: 0, orders: 0, demand: 0, served: 0 }))
      totals.set(contender, own)
      for (const [index, { stock, released, demand, served }] of books.entries()) {
        const total = own[index]!
        total.holding += stock * items[index]!.holdingCost
        if (released > 0) total.orders++
        total.demand += demand
        total.served += served
      }
    },
    curves(families, isIn) {
      const points = [...totals].map(([name, own]) => pointOf(name, items, own, isIn))
      return Object.fromEntries(
        families.map((family) => [
          family,
          points
            .filter(({ name }) => name.split(' ')[0] === family)
            .sort((a, b) => a.cost - b.cost),
        ]),
      )
    },
  }
}

function pointOf(
  name: string,
  items: readonly Item[],
  totals: readonly Totals[],
  isIn: (id: string) => boolean,
): CurvePoint {
  const sums = { holding: 0, ordering: 0, units: 0, unitsServed: 0, value: 0, valueServed: 0 }
  let rates = 0
  let count = 0
  for (const [index, { id, unitCost, fixedCost }] of items.entries()) {
    if (!isIn(id)) continue
    const { holding, orders, demand, served } = totals[index]!
    sums.holding += holding
    sums.ordering += orders * fixedCost
    sums.units += demand
    sums.unitsServed += served
    sums.value += demand * unitCost
    sums.valueServed += served * unitCost
    if (demand > 0) {
      rates += served / demand
      count++
    }
  }
  return {
    name,
    holding: sums.holding,
    ordering: sums.ordering,
    cost: sums.holding + sums.ordering,
    units: sums.unitsServed / sums.units,
    value: sums.valueServed / sums.value,
    items: rates / count,
  }
}

/** The cost at a fill rate, linear between points of the curve; NaN outside it. */
export function costAt(
  curve: readonly CurvePoint[],
  definition: Definition,
  level: number,
): number {
  for (let i = 1; i < curve.length; i++) {
    const [below, above] = [curve[i - 1]!, curve[i]!]
    if (below[definition] <= level && above[definition] >= level) {
      const part = (level - below[definition]) / (above[definition] - below[definition] || 1)
      return below.cost + part * (above.cost - below.cost)
    }
  }
  return Number.NaN
}

/** Share of the cost of `base` that is saved at each level. */
export function savings(
  base: readonly CurvePoint[],
  curve: readonly CurvePoint[],
  definition: Definition,
  levels: readonly number[],
): number[] {
  return levels.map(
    (level) => 1 - costAt(curve, definition, level) / costAt(base, definition, level),
  )
}
