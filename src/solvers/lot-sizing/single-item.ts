// One item alone, at given prices of capacity: the uncapacitated dynamic lot-sizing recursion of Wagner & Whitin (1958,
// doi:10.1287/mnsc.5.1.89) with a convex cost of cumulative supply in place of a given demand.

import type { Item, LotSizingProblem } from './problem.ts'
import { costAt } from './scenario-cost.ts'
import type { ConvexCost } from './scenario-cost.ts'
import { sliceSupply } from './slices.ts'

/** Everything about an item that does not depend on the prices. */
export interface ItemTables {
  readonly item: Item
  /** Cumulative units that open lots may add, ascending from 0, shape [points]. */
  readonly added: Float64Array
  /**
   * Visits the ends `to` after `from`, ascending, with the cost at each point of the periods from `from` to before
   * `to` when no lot arrives in between, shape [points], valid during the visit.
   */
  eachStay(from: number, visit: (to: number, costs: Float64Array) => void): void
  /** First point that satisfies the least supply of each period, shape [periods]. */
  readonly firstAllowed: Int32Array
  /** First period whose lot is open. */
  readonly firstLot: number
  /** The tables exceed the true cost by at most this. */
  readonly error: number
}

export interface ItemPlan {
  /** Cost at the prices; no plan of the item costs less. */
  readonly value: number
  /** A plan near that value: units per lot, shape [periods]; frozen lots included. */
  readonly lots: Float64Array
  /** What that plan costs without the prices of capacity. */
  readonly cost: number
}

/** One item at prices that change from call to call; it may learn from them. */
export interface ItemPricer {
  plan(unitPrice: Float64Array, setupPrice: Float64Array): ItemPlan
  /** Values stay below costs by at least this much, which no further plan can close. */
  readonly error: number
  /** What one plan takes, in units of effort. */
  readonly effort: number
}

// Kinks beyond this many are thinned, at the price of a stated error.
const mostPoints = 512

export function tabulate(
  item: Item,
  { periods }: LotSizingProblem,
  costs: readonly ConvexCost[],
): ItemTables {
  const base = givenSupply(item, periods)
  // Costs as functions of what the open lots add.
  const shifted = costs.map((cost, t) => shift(cost, base[t]!))
  const { ends: added, error } = sliceSupply(shifted, 0, { maximum: mostPoints })
  const points = added.length
  const before = new Float64Array((periods + 1) * points)
  for (let t = 0; t < periods; t++) {
    for (let g = 0; g < points; g++) {
      before[(t + 1) * points + g] = before[t * points + g]! + costAt(shifted[t]!, added[g]!)
    }
  }
  const costsOfStay = new Float64Array(points)
  const eachStay: ItemTables['eachStay'] = (from, visit) => {
    for (let to = from + 1; to <= periods; to++) {
      for (let g = 0; g < points; g++) {
        costsOfStay[g] = before[to * points + g]! - before[from * points + g]!
      }
      visit(to, costsOfStay)
    }
  }
  const least = shifted.map((cost) => cost.least)
  return { item, added, eachStay, ...limitsOf(item, added, least), error }
}

/** An item whose cost is a sum over its periods. */
export function separablePricer(
  item: Item,
  problem: LotSizingProblem,
  costs: readonly ConvexCost[],
): ItemPricer {
  const tables = tabulate(item, problem, costs)
  return {
    plan: (unitPrice, setupPrice) => planItem(tables, unitPrice, setupPrice),
    error: tables.error,
    effort: recursionEffort(tables.added.length, problem.periods),
  }
}

/** Of the recursion, in units of effort. */
export function recursionEffort(points: number, periods: number): number {
  return 2e-9 * points * periods * periods
}

/** What the fence and the least supply (beyond what is given) leave open. */
export function limitsOf(
  item: Item,
  added: Float64Array,
  leasts: readonly number[],
): Pick<ItemTables, 'firstAllowed' | 'firstLot'> {
  const firstAllowed = Int32Array.from(leasts, (least) => {
    const first = added.findIndex((units) => units >= least - 1e-9)
    return first < 0 ? added.length : first
  })
  return { firstAllowed, firstLot: item.frozen?.length ?? 0 }
}

/** Supply per period from stock, receipts and frozen lots. */
export function givenSupply(
  { frozen = [], initialStock, receipts, leadTime }: Item,
  periods: number,
): Float64Array {
  let supply = initialStock
  return Float64Array.from({ length: periods }, (_, t) => {
    supply += (receipts?.[t] ?? 0) + (frozen[t - leadTime] ?? 0)
    return supply
  })
}

/**
 * The cheapest plan when a unit of lot t costs `unitPrice[t]` and having the lot `setupPrice[t]`.
 * Recursion over (lot, level of supply): O(periods^2 points).
 */
export function planItem(
  { item, added, eachStay, firstAllowed, firstLot, error }: ItemTables,
  unitPrice: Float64Array,
  setupPrice: Float64Array,
): ItemPlan {
  const periods = unitPrice.length
  const points = added.length
  const lead = item.leadTime
  const arrivals = periods - lead
  // cost[s][g]: least cost of all periods from the arrival of lot s on, when supply stands at g before it.
  const cost = new Float64Array((periods + 1) * points)
  const level = new Int32Array((periods + 1) * points)
  const nextLot = new Int32Array((periods + 1) * points)
  for (let s = arrivals - 1; s >= firstLot; s--) {
    const through = new Float64Array(points).fill(Infinity)
    const next = new Int32Array(points)
    let least = 0
    eachStay(s + lead, (to, costs) => {
      const e = to - lead
      least = Math.max(least, firstAllowed[to - 1]!)
      const rest = e * points
      for (let g = least; g < points; g++) {
        const stay = e < arrivals ? costs[g]! + cost[rest + g]! : costs[g]!
        if (stay < through[g]!) {
          through[g] = stay
          next[g] = e
        }
      }
    })
    let lowest = Infinity
    let at = points - 1
    for (let g = points - 1; g >= 0; g--) {
      const value = through[g]! + unitPrice[s]! * added[g]!
      if (value < lowest) {
        lowest = value
        at = g
      }
      cost[s * points + g] = setupPrice[s]! + lowest - unitPrice[s]! * added[g]!
      level[s * points + g] = at
      nextLot[s * points + g] = next[at]!
    }
  }
  // Before the first open lot arrives nothing is added; what is missing by then nothing can help.
  const earliest = Math.min(firstLot, arrivals)
  const wait = new Float64Array(periods + 1)
  eachStay(0, (to, costs) => {
    wait[to] = costs[0]!
  })
  let value = Infinity
  let first = earliest
  for (let s = earliest; s <= arrivals; s++) {
    if (s > earliest && firstAllowed[s - 1 + lead]! > 0) break
    const total =
      wait[Math.min(periods, Math.max(0, s) + lead)]! + (s < arrivals ? cost[s * points]! : 0)
    if (total < value) {
      value = total
      first = s
    }
  }
  const lots = new Float64Array(periods)
  item.frozen?.forEach((units, t) => {
    lots[t] = units
    value += units * unitPrice[t]! + (units > 0 ? setupPrice[t]! : 0)
  })
  let own = value
  let g = 0
  for (let s = first; s < arrivals;) {
    const k = s * points + g
    lots[s] = added[level[k]!]! - added[g]!
    g = level[k]!
    s = nextLot[k]!
  }
  for (let t = 0; t < periods; t++) {
    if (lots[t]! <= 0) continue
    own += (item.unitCost - unitPrice[t]!) * lots[t]! + item.setupCost - setupPrice[t]!
  }
  return { value: value - error, lots, cost: own }
}

function shift(cost: ConvexCost, base: number): ConvexCost {
  const { atoms, weightAbove, momentAbove } = cost
  return {
    least: cost.least - base,
    constant: cost.constant + cost.slope * base,
    slope: cost.slope,
    atoms: atoms.map((atom) => atom - base),
    weightAbove,
    momentAbove: momentAbove.map((moment, k) => moment - weightAbove[k]! * base),
  }
}
