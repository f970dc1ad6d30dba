// One item with lost sales, at given prices of capacity: a recursion over lots whose value no plan falls below.
//
// What is lost by period t is the largest shortage of cumulative supply so far, L_t = max over u <= t of (D_u - X_u)+,
// and while no lot arrives the largest is the last. So with shares p[u] > 0 per scenario and P[t] = p[0] + ... + p[t],
//   L_t >= sum over stays of (p of the stay's periods up to t) / P[t] * (shortage at the end of the stay, or in t),
// whatever the lots: a sum over stays between two arrivals, which the recursion of `single-item.ts` can minimise. Any
// shares give a bound; the best make it a saddle point of plans against shares. They are learned as in smoothed
// fictitious play (Fudenberg & Kreps 1993, doi:10.1006/game.1993.1021): the larger a period's shortage over the plans
// found so far, the larger its share.

import type { Item, LotSizingProblem } from './problem.ts'
import { cumulativeDemand, leastSupply, scenarioWeights } from './scenario-cost.ts'
import { givenSupply, limitsOf, planItem, recursionEffort } from './single-item.ts'
import type { ItemPricer, ItemTables } from './single-item.ts'

// Levels of supply that a lot may reach; between them the cost is bounded from below.
const mostPoints = 256
// Temperature of the shares, relative to the root mean square of demand, at first and after so many plans.
const hot = 0.5
const cold = 0.03
const coolingPlans = 40
// Weight of a new plan among those so far.
const leastRate = 0.03
// Shortages beyond the first plan's largest that are still taken in, relative to the same.
const spare = 2

/** `lots`: a plan to learn the first shares from, shape [periods]. */
export function lostSalesPricer(
  item: Item,
  problem: LotSizingProblem,
  lots: Float64Array,
): ItemPricer {
  const scenarios = tabulateScenarios(item, problem)
  const { demand } = item
  const squares = demand!.scenarios.reduce((sum, units) => sum + units * units, 0)
  const scale = Math.sqrt(squares / demand!.scenarios.length) || 1
  const shares = new Float64Array(scenarios.needed.length)
  const shortages = new Float64Array(shares.length)
  judge(scenarios, lots, shortages)
  // An early plan may run short without end where its shares see nothing; it should not drown the others.
  const caps = shortagesMost(shortages, problem.periods).map((most) => most + spare * scale)
  const latest = new Float64Array(shares.length)
  let plans = 0
  const plan: ItemPricer['plan'] = (unitPrice, setupPrice) => {
    const temperature = scale * hot * (cold / hot) ** Math.min(1, plans / coolingPlans)
    soften(shortages, problem.periods, temperature, shares)
    const { value, lots: own } = planItem(tablesOf(scenarios, shares), unitPrice, setupPrice)
    const cost = judge(scenarios, own, latest)
    const rate = Math.max(leastRate, 1 / (plans + 4))
    for (let k = 0; k < shortages.length; k++) {
      const shortage = Math.min(latest[k]!, caps[Math.floor(k / problem.periods)]!)
      shortages[k] = shortages[k]! + rate * (shortage - shortages[k]!)
    }
    plans++
    return { value, lots: own, cost }
  }
  const size = scenarios.needed.length + scenarios.added.length
  return { plan, error: 0, effort: recursionEffort(size, problem.periods) }
}

/** The largest shortage of each scenario. */
function shortagesMost(shortages: Float64Array, periods: number): Float64Array {
  return Float64Array.from({ length: shortages.length / periods }, (_, s) =>
    shortages.subarray(s * periods, (s + 1) * periods).reduce((most, x) => Math.max(most, x), 0),
  )
}

/** Everything about an item and its scenarios that depends neither on prices nor on shares. */
interface Scenarios {
  readonly item: Item
  readonly periods: number
  readonly weights: Float64Array
  /** Cumulative demand beyond what is given, shape [scenarioCount, periods]. */
  readonly needed: Float64Array
  readonly expectedNeed: Float64Array
  /** Cost per unit of supply by each period, and per unit lost by it. */
  readonly keep: Float64Array
  readonly lose: Float64Array
  /** Levels of supply that open lots may add, ascending from 0. */
  readonly added: Float64Array
  /** Level at or below each need, -1 where nothing is needed, and how far it is to the next, 0 to 1. */
  readonly cell: Int32Array
  readonly part: Float64Array
  readonly limits: Pick<ItemTables, 'firstAllowed' | 'firstLot'>
}

function tabulateScenarios(item: Item, problem: LotSizingProblem): Scenarios {
  const { periods, scenarioCount } = problem
  const demand = item.demand!
  const weights = scenarioWeights(problem)
  const given = givenSupply(item, periods)
  const cumulative = cumulativeDemand(item, problem)
  const needed = cumulative.map((units, k) => units - given[k % periods]!)
  const expectedNeed = new Float64Array(periods)
  needed.forEach((units, k) => {
    expectedNeed[k % periods]! += weights[Math.floor(k / periods)]! * units
  })
  const leasts = Array.from({ length: periods }, (_, t) => {
    const values = Float64Array.from(
      { length: scenarioCount },
      (_, s) => cumulative[s * periods + t]!,
    )
    return leastSupply(item, problem, t, values) - given[t]!
  })
  const added = levelsOf(needed, leasts)
  const cell = new Int32Array(needed.length).fill(-1)
  const part = new Float64Array(needed.length)
  needed.forEach((units, k) => {
    if (units <= 0) return
    const q = lastNotAbove(added, units)
    cell[k] = q
    if (q + 1 < added.length) part[k] = (units - added[q]!) / (added[q + 1]! - added[q]!)
  })
  const last = periods - 1
  const { holdingCost, terminalValue = 0 } = item
  const goodwill = demand.shortage.kind === 'lost' ? demand.shortage.costPerUnit : 0
  const keep = new Float64Array(periods).fill(holdingCost)
  keep[last] = holdingCost - terminalValue
  const lose = new Float64Array(periods).fill(holdingCost)
  lose[last] = Math.max(0, holdingCost + goodwill + demand.price - terminalValue)
  const limits = limitsOf(item, added, leasts)
  return {
    item,
    periods,
    weights,
    needed,
    expectedNeed,
    keep,
    lose,
    added,
    cell,
    part,
    limits,
  }
}

/** All needs where they are few, else evenly spaced; what must be there in any case. */
function levelsOf(needed: Float64Array, leasts: readonly number[]): Float64Array {
  let levels = new Set(needed.filter((units) => units > 0))
  if (levels.size > mostPoints) {
    const top = needed.reduce((most, units) => Math.max(most, units), 0)
    levels = new Set(Array.from({ length: mostPoints }, (_, k) => (top * (k + 1)) / mostPoints))
  }
  levels.add(0)
  for (const least of leasts) if (least > 0) levels.add(least)
  return Float64Array.from(levels).sort()
}

/** Shares p proportional to exp(shortage / temperature) in each scenario; none vanishes. */
function soften(
  shortages: Float64Array,
  periods: number,
  temperature: number,
  shares: Float64Array,
): void {
  for (let row = 0; row < shortages.length; row += periods) {
    let most = 0
    for (let k = row; k < row + periods; k++) most = Math.max(most, shortages[k]!)
    for (let k = row; k < row + periods; k++) {
      shares[k] = 1e-6 + Math.exp((shortages[k]! - most) / temperature)
    }
  }
}

/**
 * Costs of stays for given shares, per level of supply: a line, and a kink per scenario where its shortage begins. A
 * kink between two levels is put on both by the chord, which exceeds it by what is then taken off the cell.
 */
function tablesOf(scenarios: Scenarios, shares: Float64Array): ItemTables {
  const { item, periods, weights, needed, expectedNeed, keep, lose, added, cell, part } = scenarios
  const points = added.length
  const scenarioCount = weights.length
  // P[t], and the cost of a unit of loss from t on: sum over u >= t of weight lose[u] / P[u].
  const sums = new Float64Array(needed.length)
  const onwards = new Float64Array(needed.length)
  for (let s = 0; s < scenarioCount; s++) {
    const row = s * periods
    for (let t = 0; t < periods; t++) sums[row + t] = (t > 0 ? sums[row + t - 1]! : 0) + shares[row + t]! // prettier-ignore
    for (let t = periods - 1; t >= 0; t--) {
      const after = t + 1 < periods ? onwards[row + t + 1]! : 0
      onwards[row + t] = after + (weights[s]! * lose[t]!) / sums[row + t]!
    }
  }
  const kinks = new Float64Array(points + 1)
  const excess = new Float64Array(points + 1)
  const costs = new Float64Array(points)
  const add = (k: number, weight: number): void => {
    const q = cell[k]!
    if (q < 0) return
    const share = part[k]!
    kinks[q] = kinks[q]! + weight * (1 - share)
    if (share === 0) return
    kinks[q + 1] = kinks[q + 1]! + weight * share
    excess[q] = excess[q]! + weight * share * (1 - share) * (added[q + 1]! - added[q]!)
  }
  const eachStay: ItemTables['eachStay'] = (from, visit) => {
    kinks.fill(0)
    excess.fill(0)
    // Per scenario: where the need of the stay so far is the largest. Receipts can make an earlier one the largest.
    const largest = new Int32Array(scenarioCount).fill(-1)
    let constant = 0
    let slope = 0
    for (let t = from; t < periods; t++) {
      constant -= keep[t]! * expectedNeed[t]!
      slope += keep[t]!
      for (let s = 0; s < scenarioCount; s++) {
        const k = s * periods + t
        const before = from > 0 ? sums[s * periods + from - 1]! : 0
        const at = largest[s]!
        let most = k
        if (at >= 0) {
          if (needed[at]! >= needed[k]!) most = at
          // The stay does not end before t after all: what is lost by then counts for the periods before t alone.
          add(at, (before - sums[k - 1]!) * onwards[k]!)
        }
        add(most, (sums[k]! - before) * onwards[k]!)
        largest[s] = most
      }
      let weight = 0
      let value = 0
      for (let g = points - 1; g >= 0; g--) {
        if (g < points - 1) value += weight * (added[g + 1]! - added[g]!)
        const over = Math.max(excess[g]!, g > 0 ? excess[g - 1]! : 0)
        costs[g] = constant + slope * added[g]! + value - over
        weight += kinks[g]!
      }
      visit(t + 1, costs)
    }
  }
  return { item, added, eachStay, ...scenarios.limits, error: 0 }
}

/** Expected cost of a plan, and the shortage at the end of the stay that each period lies in. */
function judge(
  { item, periods, weights, needed, expectedNeed, keep, lose, limits }: Scenarios,
  lots: Float64Array,
  shortages: Float64Array,
): number {
  const supply = new Float64Array(periods)
  let units = 0
  for (let t = item.leadTime; t < periods; t++) {
    // Frozen lots are given already.
    if (t - item.leadTime >= limits.firstLot) units += lots[t - item.leadTime]!
    supply[t] = units
  }
  let cost = 0
  for (let t = 0; t < periods; t++) {
    cost += keep[t]! * (supply[t]! - expectedNeed[t]!)
    if (lots[t]! > 0) cost += item.setupCost + item.unitCost * lots[t]!
  }
  weights.forEach((weight, s) => {
    let lost = 0
    let shortage = 0
    let from = 0
    for (let t = 0; t < periods; t++) {
      shortage = Math.max(shortage, needed[s * periods + t]! - supply[t]!)
      lost = Math.max(lost, shortage)
      cost += weight * lose[t]! * lost
      if (t + 1 < periods && supply[t + 1] === supply[t]) continue
      shortages.fill(shortage, s * periods + from, s * periods + t + 1)
      shortage = 0
      from = t + 1
    }
  })
  return cost
}

function lastNotAbove(levels: Float64Array, value: number): number {
  let low = 0
  let high = levels.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (levels[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}
