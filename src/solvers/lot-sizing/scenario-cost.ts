// Expected cost of an item's cumulative supply: convex and piecewise linear, whatever the number of scenarios.
//
// With stock recourse only, period t costs h E[(X - D)+] + b E[(D - X)+] for cumulative supply X and cumulative
// demand D, which is h (X - E D) + (h + b) E[(D - X)+]: a line and one kink per distinct value of D.
// Lost sales are not separable in X; two separable stand-ins are given (docs/solvers.md):
// `effective demand` (the incumbent's earlier losses taken off D: to search with) and
// `minorant` (never above the true cost, equal to it at the incumbent: to prove a bound with).

import type { Item, LotSizingProblem } from './problem.ts'

/** F(X) = constant + slope X + sum of weights (atom - X)+, for X >= least. */
export interface ConvexCost {
  /** Supply below this is not allowed. */
  readonly least: number
  readonly constant: number
  readonly slope: number
  /** Kinks, ascending and distinct. */
  readonly atoms: Float64Array
  /** Weight of each kink and all above it, and the same times their atoms: for evaluation in O(log n). */
  readonly weightAbove: Float64Array
  readonly momentAbove: Float64Array
}

/** F(X), without regard to `least`. */
export function costAt(cost: ConvexCost, supply: number): number {
  const k = firstAbove(cost.atoms, supply)
  const weight = cost.weightAbove[k] ?? 0
  const moment = cost.momentAbove[k] ?? 0
  return cost.constant + cost.slope * supply + moment - weight * supply
}

/** Slope of F just above X. */
export function slopeAbove(cost: ConvexCost, supply: number): number {
  return cost.slope - (cost.weightAbove[firstAbove(cost.atoms, supply)] ?? 0)
}

/** Slope of F just below X. */
export function slopeBelow(cost: ConvexCost, supply: number): number {
  return cost.slope - (cost.weightAbove[firstNotBelow(cost.atoms, supply)] ?? 0)
}

/** Cumulative demand per scenario, shape [scenarioCount, periods]. */
export function cumulativeDemand(
  item: Item,
  { periods, scenarioCount }: LotSizingProblem,
): Float64Array {
  const cumulative = Float64Array.from(item.demand?.scenarios ?? [])
  for (let s = 0; s < scenarioCount; s++) {
    for (let t = 1; t < periods; t++)
      cumulative[s * periods + t]! += cumulative[s * periods + t - 1]!
  }
  return cumulative
}

export function scenarioWeights({ weights, scenarioCount }: LotSizingProblem): Float64Array {
  return weights ?? new Float64Array(scenarioCount).fill(1 / scenarioCount)
}

/**
 * Cumulative sales lost per scenario and period under the supply positions of a plan, shape [scenarioCount, periods],
 * and the period whose shortage set each: L_t = max over s <= t of (D_s - X_s)+, -1 where nothing is lost yet.
 */
export interface Losses {
  readonly lost: Float64Array
  readonly setIn: Int32Array
}

/** `positions`: cumulative supply per period. */
export function lossesUnder(
  item: Item,
  problem: LotSizingProblem,
  positions: ArrayLike<number>,
): Losses {
  const { periods, scenarioCount } = problem
  const demand = cumulativeDemand(item, problem)
  const lost = new Float64Array(demand.length)
  const setIn = new Int32Array(demand.length)
  for (let s = 0; s < scenarioCount; s++) {
    let most = 0
    let period = -1
    for (let t = 0; t < periods; t++) {
      const k = s * periods + t
      if (demand[k]! - positions[t]! > most) {
        most = demand[k]! - positions[t]!
        period = t
      }
      lost[k] = most
      setIn[k] = period
    }
  }
  return { lost, setIn }
}

/**
 * Expected cost per period of an item's cumulative supply. For lost sales, `effective demand` needs the losses of the
 * incumbent (none: all demand stands).
 */
export function searchCosts(item: Item, problem: LotSizingProblem, losses?: Losses): ConvexCost[] {
  const { periods, scenarioCount } = problem
  const demand = item.demand
  if (!demand) return []
  const cumulative = cumulativeDemand(item, problem)
  const weights = scenarioWeights(problem)
  const { shortage, price } = demand
  return Array.from({ length: periods }, (_, t) => {
    const isLast = t === periods - 1
    const values = new Float64Array(scenarioCount)
    for (let s = 0; s < scenarioCount; s++) {
      const k = s * periods + t
      const before = shortage.kind === 'lost' && t > 0 ? (losses?.lost[k - 1] ?? 0) : 0
      values[s] = cumulative[k]! - before
    }
    const keep = item.holdingCost - (isLast ? (item.terminalValue ?? 0) : 0)
    let miss = 0
    if (shortage.kind === 'backorder') miss = shortage.costPerUnitAndPeriod + (isLast ? price : 0)
    if (shortage.kind === 'lost') miss = shortage.costPerUnit + price
    const least = leastSupply(item, problem, t, values)
    return fromAtoms(values, weights, keep, shortage.kind === 'forbidden' ? 0 : keep + miss, least)
  })
}

/**
 * Separable costs whose sum over the periods never exceeds the true expected cost of any supply, and equals it at the
 * incumbent of `losses`. For backorders they are the costs themselves.
 */
export function minorantCosts(item: Item, problem: LotSizingProblem, losses: Losses): ConvexCost[] {
  const { periods, scenarioCount } = problem
  const demand = item.demand
  if (!demand || demand.shortage.kind !== 'lost') return searchCosts(item, problem)
  const cumulative = cumulativeDemand(item, problem)
  const weights = scenarioWeights(problem)
  const goodwill = demand.shortage.costPerUnit + demand.price
  // E L_t >= sum over s <= t of E[1(the incumbent's loss up to t was set in s) (D_s - X_s)+].
  const kinkWeights = new Float64Array(scenarioCount * periods)
  for (let s = 0; s < scenarioCount; s++) {
    for (let t = 0; t < periods; t++) {
      const k = s * periods + t
      const isLast = t === periods - 1
      const perUnit = item.holdingCost + (isLast ? goodwill - (item.terminalValue ?? 0) : 0)
      const source = losses.setIn[k]! < 0 ? t : losses.setIn[k]!
      kinkWeights[s * periods + source]! += weights[s]! * Math.max(0, perUnit)
    }
  }
  return Array.from({ length: periods }, (_, t) => {
    const values = Float64Array.from(
      { length: scenarioCount },
      (_, s) => cumulative[s * periods + t]!,
    )
    const kinks = Float64Array.from(
      { length: scenarioCount },
      (_, s) => kinkWeights[s * periods + t]!,
    )
    const keep = item.holdingCost - (t === periods - 1 ? (item.terminalValue ?? 0) : 0)
    const least = leastSupply(item, problem, t, values)
    const line = fromAtoms(values, weights, keep, 0, least)
    return { ...fromAtoms(values, kinks, 0, 1, least), constant: line.constant, slope: line.slope }
  })
}

/** keep (X - E D) + kink E[(D - X)+]. */
function fromAtoms(
  values: Float64Array,
  weights: Float64Array,
  keep: number,
  kink: number,
  least: number,
): ConvexCost {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!)
  const atoms: number[] = []
  const masses: number[] = []
  let mean = 0
  for (const s of order) {
    mean += weights[s]! * values[s]!
    const mass = weights[s]! * kink
    if (mass === 0) continue
    if (atoms.at(-1) === values[s]) masses[masses.length - 1]! += mass
    else {
      atoms.push(values[s]!)
      masses.push(mass)
    }
  }
  const weightAbove = new Float64Array(atoms.length)
  const momentAbove = new Float64Array(atoms.length)
  for (let k = atoms.length - 1; k >= 0; k--) {
    weightAbove[k] = (weightAbove[k + 1] ?? 0) + masses[k]!
    momentAbove[k] = (momentAbove[k + 1] ?? 0) + masses[k]! * atoms[k]!
  }
  return {
    least,
    constant: -keep * mean,
    slope: keep,
    atoms: Float64Array.from(atoms),
    weightAbove,
    momentAbove,
  }
}

/** Supply that `forbidden` shortage or a service level demands by period t. */
export function leastSupply(
  item: Item,
  problem: LotSizingProblem,
  period: number,
  values: Float64Array,
): number {
  const demand = item.demand
  if (demand?.shortage.kind === 'forbidden') return values.reduce((most, v) => Math.max(most, v), 0)
  const firstOpen = (item.frozen?.length ?? 0) + item.leadTime
  if (demand?.serviceLevel === undefined || period < firstOpen) return -Infinity
  const weights = scenarioWeights(problem)
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!)
  let probability = 0
  for (const s of order) {
    probability += weights[s]!
    if (probability >= demand.serviceLevel - 1e-9) return values[s]!
  }
  return values[order.at(-1)!]!
}

function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}

function firstNotBelow(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! >= value) high = middle
    else low = middle + 1
  }
  return low
}
