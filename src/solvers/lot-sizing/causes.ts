// Why a plan expects a shortage or overtime: the tightest limit that a further unit would run into, else its price.

import { hoursNeeded, positions, reserves } from './evaluate.ts'
import type { Incumbent } from './incumbent.ts'
import type {
  Cause,
  Item,
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
  const firstPeriod = fenceOf(item) + item.leadTime
  if (period < item.leadTime) return { kind: 'lead-time', firstPeriod }
  if (period < firstPeriod) return { kind: 'frozen', firstPeriod }

  // One more unit of the lot that arrives just in time: what stands against it, and what it would save.
  const started = period - item.leadTime
  const k = i * periods + started
  const lot = lots[k]!
  if (item.maximumLot !== undefined && lot >= item.maximumLot - 1e-6) {
    return { kind: 'lot-size', limit: 'maximum' }
  }
  const component = shortComponent(problem, plan, i, started, prices)
  if (component && component.root.cause.kind !== 'capacity') return component
  const unitValue = valueOfUnit(problem, lots, i, period, supply, costs)
  const unitCost =
    item.unitCost +
    item.components.reduce(
      (sum, { item: c, quantity }) => sum + quantity * prices.piece[c * periods + started]!,
      0,
    ) +
    (lot > 0 ? 0 : item.setupCost)
  const gain = unitValue - unitCost
  let dearest: Cause | undefined
  // Hours that are worth little beside what a unit would gain are not what it is missing for.
  let most = Math.max(1e-6, leastExplained * gain)
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
  if (component) return component
  if (gain <= 1e-6 * Math.abs(unitCost) + 1e-9) return { kind: 'not-worth-it', unitCost, unitValue }
  if (lot > 0 && (item.lotMultiple ?? 0) > 0) return { kind: 'lot-size', limit: 'multiple' }
  if (lot === 0 && (item.minimumLot ?? 0) > 0) return { kind: 'lot-size', limit: 'minimum' }
  return { kind: 'not-found', unitCost, unitValue }
}

/** Share of what a unit would gain that the price of its hours must come to, to be the cause. */
const leastExplained = 0.5

function fenceOf({ frozen = [], fence = frozen.length }: Item): number {
  return fence
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

type ComponentCause = Extract<Cause, { kind: 'component' }>

/** A component of which there is no unit to spare when a lot starts, where it is known why. */
function shortComponent(
  problem: LotSizingProblem,
  plan: LotSizingPlan,
  i: number,
  started: number,
  prices: Prices,
): ComponentCause | undefined {
  const found = problem.items[i]!.components.flatMap(({ item, quantity }): ComponentCause[] => {
    const root = rootOf(problem, plan, item, started, quantity, prices)
    return root ? [{ kind: 'component', item, period: started, root }] : []
  })
  // What no hour could change comes first.
  return found.find(({ root }) => root.cause.kind !== 'capacity') ?? found[0]
}

/** Why there is no more of a component in a period: out of reach, its hours are scarce, or so for what it is made of. */
function rootOf(
  problem: LotSizingProblem,
  plan: LotSizingPlan,
  c: number,
  neededIn: number,
  quantity: number,
  prices: Prices,
): ComponentCause['root'] | undefined {
  const { leadTime, usage } = problem.items[c]!
  const spare = reserves(problem, plan, c)
  const firstPeriod = fenceOf(problem.items[c]!) + leadTime
  if (neededIn < firstPeriod) {
    const kind = neededIn < leadTime ? 'lead-time' : 'frozen'
    return spare[neededIn]! < quantity ? { item: c, cause: { kind, firstPeriod } } : undefined
  }
  // Stock that no later lot needs is there to be taken.
  if (spare.subarray(neededIn).every((units) => units >= quantity)) return undefined
  const period = neededIn - leadTime
  for (const { resource, hoursPerUnit } of usage) {
    const valuePerHour = prices.hour[resource * problem.periods + period]!
    if (hoursPerUnit > 0 && valuePerHour > 1e-6) {
      return { item: c, cause: { kind: 'capacity', resource, period, valuePerHour } }
    }
  }
  return shortComponent(problem, plan, c, period, prices)?.root
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
