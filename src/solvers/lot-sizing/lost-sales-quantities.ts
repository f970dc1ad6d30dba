// Best quantities for given setups under lost sales, by cutting planes (Kelley 1960, doi:10.1137/0108053) in a box
// around the best so far. An item's expected cost is convex in its lots: one simulation gives its value and a tangent.

import type { EffortMeter } from '../mip/effort.ts'
import type { HighsSession } from '../mip/highs.ts'
import { createModelBuilder } from '../mip/model.ts'
import type { MipModel } from '../mip/model.ts'
import { evaluationEffort, hasParents, hoursNeeded } from './evaluate.ts'
import type { Item, LotSizingProblem } from './problem.ts'
import { cumulativeDemand, lossesUnder, scenarioWeights } from './scenario-cost.ts'
import { givenSupply } from './single-item.ts'

/** Whether every rule of the problem is known here. */
export function canCutQuantities(problem: LotSizingProblem): boolean {
  return (
    !hasParents(problem).includes(true) &&
    problem.items.every(
      ({ demand, lotMultiple = 0, shelfLife }) =>
        demand?.shortage.kind === 'lost' &&
        demand.serviceLevel === undefined &&
        lotMultiple === 0 &&
        shelfLife === undefined,
    )
  )
}

export interface CutOptions {
  readonly meter: EffortMeter
  /** Most rounds of tangents. Default 40. */
  readonly rounds?: number
}

/** Lots that keep the setups of `lots` and cost no more, shape [items, periods]. `lots` has to keep the rules. */
export function cutQuantities(
  session: HighsSession,
  problem: LotSizingProblem,
  lots: Float64Array,
  { meter, rounds = 40 }: CutOptions,
): Float64Array {
  const { items, periods } = problem
  const tangents: Tangent[] = []
  const expected = items.map((item) => expectedCost(item, problem))
  let best = lots
  let least = Infinity
  let at = lots
  // Half the mean lot to start with.
  const made = lots.filter((units) => units > 0)
  let reach = made.reduce((sum, units) => sum + units, 0) / Math.max(1, made.length) / 2
  for (let round = 0; round < rounds; round++) {
    const model = modelAround(problem, tangents, best, reach)
    if (round > 0) {
      const outcome = session.solve(model.model, { effort: 5 })
      if (outcome.status !== 'optimal') break
      at = best.map((units, k) => (model.lots[k]! < 0 ? units : outcome.values[model.lots[k]!]!))
      if (outcome.objective > least - 1e-5 * Math.abs(least)) break
    }
    let value = overtimeCost(problem, at)
    items.forEach((_, item) => {
      const own = at.slice(item * periods, (item + 1) * periods)
      const tangent = expected[item]!(own)
      value += tangent.value
      tangents.push({ item, at: own, ...tangent })
    })
    if (value < least) {
      least = value
      best = at
      if (round > 0) reach *= 1.5
    } else reach /= 2
    meter.spend(evaluationEffort(problem))
    if (meter.left() <= 0) break
  }
  // A lot that shrank to nothing is none.
  return best.map((units) => (units > 1e-7 ? units : 0))
}

interface Tangent {
  readonly item: number
  readonly at: Float64Array
  readonly value: number
  readonly gradient: Float64Array
}

/** Expected cost of an item without setups as a function of its lots, and its gradient by them. */
function expectedCost(
  item: Item,
  problem: LotSizingProblem,
): (lots: Float64Array) => Pick<Tangent, 'value' | 'gradient'> {
  const { periods } = problem
  const weights = scenarioWeights(problem)
  const cumulative = cumulativeDemand(item, problem)
  const { holdingCost, terminalValue = 0, leadTime, unitCost, demand } = item
  const given = givenSupply(item, periods)
  const goodwill = demand!.shortage.kind === 'lost' ? demand!.shortage.costPerUnit : 0
  const openFrom = item.frozen?.length ?? 0
  return (lots) => {
    const supply = new Float64Array(periods)
    let added = 0
    for (let t = 0; t < periods; t++) {
      if (t - leadTime >= openFrom) added += lots[t - leadTime]!
      supply[t] = given[t]! + added
    }
    const { lost, setIn } = lossesUnder(item, problem, supply)
    const bySupply = new Float64Array(periods)
    let value = 0
    for (let t = 0; t < periods; t++) {
      const worth = t === periods - 1 ? terminalValue : 0
      const lose = holdingCost - worth + (t === periods - 1 ? goodwill + demand!.price : 0)
      bySupply[t]! += holdingCost - worth
      weights.forEach((weight, s) => {
        const k = s * periods + t
        value += weight * ((holdingCost - worth) * (supply[t]! - cumulative[k]!) + lose * lost[k]!)
        if (setIn[k]! >= 0) bySupply[setIn[k]!]! -= weight * lose
      })
    }
    const gradient = new Float64Array(periods)
    let after = 0
    for (let t = periods - 1; t >= 0; t--) {
      after += bySupply[t]!
      if (t >= leadTime) gradient[t - leadTime] = after
    }
    for (let t = 0; t < periods; t++) {
      gradient[t]! += unitCost
      value += unitCost * lots[t]!
    }
    return { value, gradient }
  }
}

/** The tangents in a box around a plan; a lot that is not open has no variable (-1). */
function modelAround(
  problem: LotSizingProblem,
  tangents: readonly Tangent[],
  best: Float64Array,
  reach: number,
): { model: MipModel; lots: Int32Array } {
  const { items, periods, resources } = problem
  const builder = createModelBuilder()
  const lots = new Int32Array(best.length).fill(-1)
  items.forEach(({ minimumLot = 0, maximumLot = Infinity, frozen = [] }, i) => {
    for (let t = frozen.length; t < periods; t++) {
      const k = i * periods + t
      if (best[k]! <= 0) continue
      const lower = Math.max(minimumLot, best[k]! - reach)
      lots[k] = builder.variable({ lower, upper: Math.min(maximumLot, best[k]! + reach) })
    }
  })
  const values = items.map(() => builder.variable({ cost: 1, lower: -Infinity }))
  for (const { item, at, value, gradient } of tangents) {
    const terms: [number, number][] = [[values[item]!, 1]]
    let right = value
    for (let t = 0; t < periods; t++) {
      const variable = lots[item * periods + t]!
      if (variable < 0) continue
      terms.push([variable, -gradient[t]!])
      right -= gradient[t]! * at[t]!
    }
    builder.constraint(right, terms, Infinity)
  }
  resources.forEach(({ hours, overtimeHours, overtimeCost: cost = 0 }, r) => {
    for (let t = 0; t < periods; t++) {
      const terms: [number, number][] = []
      let left = hours[t]!
      items.forEach(({ usage }, i) => {
        const k = i * periods + t
        for (const { resource, hoursPerUnit, setupHours } of usage) {
          if (resource !== r || best[k]! <= 0) continue
          left -= setupHours
          if (lots[k]! < 0) left -= hoursPerUnit * best[k]!
          else terms.push([lots[k]!, hoursPerUnit])
        }
      })
      if (terms.length === 0) continue
      const upper = overtimeHours?.[t] ?? 0
      if (upper > 0) terms.push([builder.variable({ cost, upper }), -1])
      builder.constraint(-Infinity, terms, left)
    }
  })
  return { model: builder.build(), lots }
}

function overtimeCost(problem: LotSizingProblem, lots: Float64Array): number {
  const { periods, resources } = problem
  const needed = hoursNeeded(problem, lots)
  return resources.reduce((sum, { hours, overtimeCost: cost = 0 }, r) => {
    for (let t = 0; t < periods; t++)
      sum += cost * Math.max(0, needed[r * periods + t]! - hours[t]!)
    return sum
  }, 0)
}
