// Why a plan expects a shortage or overtime: the tightest limit that a further unit would run into, else its price.

import { hoursNeeded, positions, reserves } from './evaluate.ts'
import type { Incumbent } from './incumbent.ts'
import type {
  Cause,
  LotSizingPlan,
  LotSizingProblem,
  OvertimeCause,
  ShortageCause,
  Usage,
} from './problem.ts'
import type { Prices } from './quantities.ts'
import { scenarioWeights, slopeAbove } from './scenario-cost.ts'
import type { ConvexCost } from './scenario-cost.ts'

/** One cause per item and period with an expected shortage above a thousandth of its mean demand. */
export function shortageCauses(
  problem: LotSizingProblem,
  { plan, evaluation }: Incumbent,
  costs: readonly (readonly ConvexCost[])[],
  prices: Prices,
): ShortageCause[] {
  const { periods, items, scenarioCount } = problem
  const weights = scenarioWeights(problem)
  const mean = (values: Float64Array, period: number): number => {
    let sum = 0
    for (let s = 0; s < scenarioCount; s++) sum += weights[s]! * values[s * periods + period]!
    return sum
  }
  return items.flatMap((item, i) => {
    const outcome = evaluation.items[i]
    if (!outcome || !item.demand) return []
    let total = 0
    for (let t = 0; t < periods; t++) total += mean(item.demand.scenarios, t)
    const tolerance = (1e-3 * total) / periods
    const supply = positions(problem, plan, i)
    return Array.from({ length: periods }, (_, t) => mean(outcome.short, t)).flatMap((units, t) =>
      units > tolerance
        ? [
            {
              item: i,
              period: t,
              units,
              cause: causeOf(problem, plan, i, t, supply, costs[i]!, prices),
            },
          ]
        : [],
    )
  })
}

/** One entry per resource and period with overtime. */
export function overtimeCauses(
  problem: LotSizingProblem,
  { plan }: Incumbent,
  prices: Prices,
): OvertimeCause[] {
  const { periods, items, resources } = problem
  return resources.flatMap((_, r) =>
    Array.from({ length: periods }, (_, period) => period).flatMap((period) => {
      const hours = plan.overtime[r * periods + period]!
      if (hours <= 1e-6) return []
      const users = items
        .map((_, i) => {
          const lots = new Float64Array(items.length * periods)
          lots[i * periods + period] = plan.lots[i * periods + period]!
          return { item: i, hours: hoursNeeded(problem, lots)[r * periods + period]! }
        })
        .filter(({ hours }) => hours > 0)
        .sort((a, b) => b.hours - a.hours)
      const valuePerHour = prices.hour[r * periods + period]!
      return [{ resource: r, period, hours, valuePerHour, items: users }]
    }),
  )
}

function causeOf(
  problem: LotSizingProblem,
  plan: LotSizingPlan,
  i: number,
  period: number,
  supply: Float64Array,
  costs: readonly ConvexCost[],
  prices: Prices,
): Cause {
  const { periods, items } = problem
  const { lots } = plan
  const item = items[i]!
  const frozen = item.frozen?.length ?? 0
  const firstPeriod = frozen + item.leadTime
  if (period < item.leadTime) return { kind: 'lead-time', firstPeriod }
  if (period < firstPeriod) return { kind: 'frozen', firstPeriod }

  // One more unit of the lot that arrives just in time: what stands against it, and what it would save.
  const started = period - item.leadTime
  const k = i * periods + started
  const lot = lots[k]!
  if (item.maximumLot !== undefined && lot >= item.maximumLot - 1e-6) {
    return { kind: 'lot-size', limit: 'maximum' }
  }
  const missing = item.components.find(({ item: c, quantity }) => {
    const part = items[c]!
    const isOutOfReach = started < (part.frozen?.length ?? 0) + part.leadTime
    return isOutOfReach && reserves(problem, plan, c)[started]! < quantity
  })
  if (missing) return { kind: 'component', item: missing.item, period: started }
  const unitValue = valueOfUnit(problem, lots, i, period, supply, costs)
  let dearest: Cause | undefined
  let most = 1e-6
  for (const { resource, hoursPerUnit } of item.usage) {
    const valuePerHour = prices.hour[resource * periods + started]!
    if (valuePerHour * hoursPerUnit > most) {
      most = valuePerHour * hoursPerUnit
      dearest = { kind: 'capacity', resource, period: started, valuePerHour }
    }
  }
  if (dearest) return dearest
  const full = lot > 0 ? undefined : resourceWithoutRoom(problem, lots, i, started)
  if (full && unitValue > item.unitCost) {
    const valuePerHour = (unitValue - item.unitCost) / (full.hoursPerUnit || 1)
    return { kind: 'capacity', resource: full.resource, period: started, valuePerHour }
  }
  const capacityOfComponent = componentShortOfCapacity(problem, i, started, prices)
  if (capacityOfComponent) return capacityOfComponent

  const unitCost =
    item.unitCost +
    item.components.reduce(
      (sum, component) =>
        sum + component.quantity * prices.piece[component.item * periods + started]!,
      0,
    ) +
    (lot > 0 ? 0 : item.setupCost)
  if (lot > 0 && unitValue > unitCost * (1 + 1e-6) + 1e-9) {
    if ((item.lotMultiple ?? 0) > 0) return { kind: 'lot-size', limit: 'multiple' }
  }
  if (lot === 0 && (item.minimumLot ?? 0) > 0 && unitValue > unitCost) {
    return { kind: 'lot-size', limit: 'minimum' }
  }
  return { kind: 'not-worth-it', unitCost, unitValue }
}

/** A resource with no room for the setup and one unit of a lot that is not there. */
function resourceWithoutRoom(
  problem: LotSizingProblem,
  lots: Float64Array,
  i: number,
  period: number,
): Usage | undefined {
  const { items, periods, resources } = problem
  const used = hoursNeeded(problem, lots)
  return items[i]!.usage.find(({ resource, hoursPerUnit, setupHours }) => {
    const { hours, overtimeHours } = resources[resource]!
    const most = hours[period]! + (overtimeHours?.[period] ?? 0)
    return most - used[resource * periods + period]! < setupHours + hoursPerUnit - 1e-9
  })
}

/** A component whose own resource is what is scarce when its parent's lot starts. */
function componentShortOfCapacity(
  { items, periods }: LotSizingProblem,
  i: number,
  started: number,
  prices: Prices,
): Cause | undefined {
  for (const { item: c } of items[i]!.components) {
    const part = items[c]!
    const period = started - part.leadTime
    if (period < 0) continue
    const isScarce = part.usage.some(
      ({ resource }) => prices.hour[resource * periods + period]! > 1e-6,
    )
    if (isScarce) return { kind: 'component', item: c, period }
  }
  return undefined
}

/** Expected cost that one more unit saves from the period on, until the next lot arrives and can be smaller by it. */
function valueOfUnit(
  { items, periods }: LotSizingProblem,
  lots: Float64Array,
  i: number,
  period: number,
  supply: Float64Array,
  costs: readonly ConvexCost[],
): number {
  const item = items[i]!
  let value = 0
  for (let t = period; t < periods; t++) {
    const started = t - item.leadTime
    if (t > period && lots[i * periods + started]! > 0) return value + item.unitCost
    value -= slopeAbove(costs[t]!, supply[t]!)
  }
  return value
}
