// Simulated annealing over setups (Kirkpatrick, Gelatt & Vecchi 1983, doi:10.1126/science.220.4598.671) with the cheapest
// quantities for each: plans for items that may not run short, within milliseconds and without a linear program.
// Hours beyond the limits are allowed at a price that rises while plans overload and falls while they fit.

import type { Random } from '../../random.ts'
import type { EffortMeter } from '../mip/effort.ts'
import { createHourFlow } from './hour-flow.ts'
import type { HourFlow, HourProblem } from './hour-flow.ts'
import type { LotSizingProblem } from './problem.ts'
import type { ConvexCost } from './scenario-cost.ts'

export interface AnnealingOptions {
  readonly random: Random
  /** Changes of setups that are tried, per lot that there could be. Default 150. */
  readonly changes?: number
  /** Counts the changes; where nothing is left, the search ends with what it has. */
  readonly meter?: EffortMeter
}

/**
 * Whether the search knows every rule of the problem: no item may run short or is a component, each takes hours of at
 * most one resource, and lots are of any size.
 */
export function canAnneal(problem: LotSizingProblem): boolean {
  return problem.items.every(
    (item) =>
      item.demand?.shortage.kind === 'forbidden' &&
      item.components.length === 0 &&
      item.usage.length === 1 &&
      item.usage[0]!.hoursPerUnit > 0 &&
      item.shelfLife === undefined &&
      !(item.minimumLot || item.lotMultiple || item.frozen?.length || item.maximumLot),
  )
}

/**
 * Lots of the best plan found, shape [items, periods]; undefined where none kept within the hours. Each resource is a
 * search of its own. `costs`: expected cost per item and period of supply, whose least supply has to be met.
 */
export function annealSetups(
  problem: LotSizingProblem,
  costs: readonly (readonly ConvexCost[])[],
  { random, changes = 150, meter }: AnnealingOptions,
): Float64Array | undefined {
  const { items, periods, resources } = problem
  const lots = new Float64Array(items.length * periods)
  for (let r = 0; r < resources.length; r++) {
    const users = items.flatMap((item, i) => (item.usage[0]!.resource === r ? [i] : []))
    if (users.length === 0) continue
    const hourProblem = inHours(problem, costs, users, r)
    if (!hourProblem) return undefined
    const flow = createHourFlow(hourProblem)
    const best = anneal(hourProblem, flow, random.split('resource', r), changes, meter)
    if (!best) return undefined
    users.forEach((i, row) => {
      for (let t = 0; t < periods; t++) {
        lots[i * periods + t] = best[row * periods + t]! / items[i]!.usage[0]!.hoursPerUnit
      }
    })
  }
  return lots
}

/** Undefined where something is needed before a lot can bring it. */
function inHours(
  { items, periods, resources }: LotSizingProblem,
  costs: readonly (readonly ConvexCost[])[],
  users: readonly number[],
  r: number,
): HourProblem | undefined {
  const { hours, overtimeHours, overtimeCost = 0 } = resources[r]!
  const needed = new Float64Array(users.length * periods)
  for (const [row, i] of users.entries()) {
    const { leadTime, initialStock, receipts, usage } = items[i]!
    let supply = initialStock
    let most = 0
    for (let t = 0; t < periods; t++) {
      supply += receipts?.[t] ?? 0
      most = Math.max(most, (costs[i]![t]!.least - supply) * usage[0]!.hoursPerUnit)
      if (t < leadTime && most > 1e-9) return undefined
      if (t >= leadTime) needed[row * periods + t - leadTime] = most
    }
    // Lots that arrive after the last period are of no use.
    for (let t = Math.max(0, periods - leadTime); t < periods; t++) needed[row * periods + t] = most
  }
  const own = users.map((i) => items[i]!)
  return {
    items: users.length,
    periods,
    needed,
    holding: Float64Array.from(
      own,
      ({ holdingCost, usage }) => holdingCost / usage[0]!.hoursPerUnit,
    ),
    setupHours: Float64Array.from(own, ({ usage }) => usage[0]!.setupHours),
    setupCost: Float64Array.from(own, ({ setupCost }) => setupCost),
    hours: Float64Array.from(hours),
    overtimeHours: Float64Array.from({ length: periods }, (_, t) => overtimeHours?.[t] ?? 0),
    overtimeCost,
  }
}

/** Of the whole: the price of an hour and what is left of the effort are looked at so often. */
const changesAtOnce = 64
/** Of one change, for each lot that there could be. */
const effortOfChange = 4e-8

function anneal(
  problem: HourProblem,
  flow: HourFlow,
  random: Random,
  changes: number,
  meter: EffortMeter | undefined,
): Float64Array | undefined {
  const { items, periods, setupCost, holding } = problem
  const mean = setupCost.reduce((sum, cost, i) => sum + cost + holding[i]!, 0) / items
  // The hours of the horizon cost a few times what setups in every period would.
  const totalHours = problem.hours.reduce((sum, h) => sum + h, 0)
  const middle = 1 + (4 * mean * items * periods) / Math.max(1, totalHours)
  let price = middle
  flow.settle(price)
  let cost = flow.cost()
  flow.save()
  let best: Float64Array | undefined
  let least = Infinity
  const keep = (): void => {
    if (flow.overload() > 1e-6 || cost >= least - 1e-9) return
    least = cost
    best = flow.made.slice()
  }
  keep()
  const trials = Math.round(changes * items * periods)
  for (let trial = 0; trial < trials; trial++) {
    if (trial % changesAtOnce === 0) {
      meter?.spend(changesAtOnce * effortOfChange * items * periods)
      if (meter && meter.left() <= 0) break
      // Oscillates around what fits: the best plans lie at the border.
      const next = price * (flow.overload() > 1e-6 ? 1.02 : 0.98)
      const kept = Math.min(20 * middle, Math.max(middle / 20, next))
      cost += (kept - price) * flow.overload()
      price = kept
    }
    const temperature = 0.3 * mean * Math.exp((-Math.log(30) * trial) / trials) + 1e-9
    if (!change(flow, problem, random)) {
      flow.restore()
      continue
    }
    flow.settle(price)
    const changed = flow.cost()
    if (changed <= cost || random.uniform() < Math.exp((cost - changed) / temperature)) {
      cost = changed
      flow.save()
      keep()
    } else flow.restore()
  }
  return best
}

/** Opens, closes or moves a lot, or trades the hours of two items; false where that cannot be. */
function change(flow: HourFlow, { items, periods }: HourProblem, random: Random): boolean {
  const i = random.integer(items)
  const t = random.integer(periods)
  const kind = random.uniform()
  if (flow.isOpen[i * periods + t] === 1) {
    if (kind < 0.3) {
      // Another item takes the place.
      const j = random.integer(items)
      if (j !== i) flow.open(j, t)
    } else if (kind < 0.7) {
      const to = t + (random.uniform() < 0.5 ? -1 : 1) * (1 + random.integer(3))
      if (to >= 0 && to < periods) flow.open(i, to)
    }
    return flow.close(i, t)
  }
  flow.open(i, t)
  if (kind < 0.5) {
    const to = t + (random.uniform() < 0.5 ? -1 : 1) * (1 + random.integer(3))
    if (to >= 0 && to < periods && flow.isOpen[i * periods + to] === 1) flow.close(i, to)
  } else if (kind < 0.7) {
    const j = random.integer(items)
    if (j !== i && flow.isOpen[j * periods + t] === 1) flow.close(j, t)
  }
  return true
}
