// Lower bound and setups by Dantzig-Wolfe decomposition over items (Manne 1958; column generation with the dual
// smoothing of Wentges 1997, doi:10.1016/S0969-6016(97)00001-4): items meet only in the capacity of the resources.

import type { EffortMeter } from '../mip/effort.ts'
import type { HighsSession } from '../mip/highs.ts'
import { createModelBuilder } from '../mip/model.ts'
import type { MipModel } from '../mip/model.ts'
import { hoursNeeded } from './evaluate.ts'
import type { LotSizingProblem } from './problem.ts'
import type { ItemPricer } from './single-item.ts'

export interface ItemDecomposition {
  /** No plan costs less. */
  readonly bound: number
  /** The best choice of one generated plan per item, hours beyond the limits priced; shape [items, periods]. */
  readonly lots: Float64Array | undefined
  /** Weight of the columns that have each lot, 0 to 1, shape [items, periods]. */
  readonly setupWeights: Float64Array
  /** Price per hour at which the bound holds, shape [resources, periods]. */
  readonly prices: Float64Array
}

export interface DecompositionOptions {
  readonly meter: EffortMeter
  /** Relative distance between the master problem and the bound at which it stops. Default 0.0005. */
  readonly gap?: number
  /** Prices to start from, shape [resources, periods]. Default 0. */
  readonly prices?: Float64Array
  /** Least weight of the best prices so far in the next ones, 0 to 1: more where costs are still learned. Default 0. */
  readonly leastSmoothing?: number
  /** Rounds without a better bound after which it ends. Default none. */
  readonly patience?: number
}

interface Column {
  readonly item: number
  readonly cost: number
  readonly lots: Float64Array
  readonly hours: readonly (readonly [row: number, hours: number])[]
}

/** For problems in which no item is a component of another; `pricers`: one per item. */
export function decomposeByItem(
  session: HighsSession,
  problem: LotSizingProblem,
  pricers: readonly ItemPricer[],
  { meter, gap = 5e-4, prices, leastSmoothing = 0, patience = Infinity }: DecompositionOptions,
): ItemDecomposition {
  const { items, periods, resources } = problem
  const rows = resources.length * periods
  // What the tables are off by cannot be closed by further columns.
  const error = pricers.reduce((sum, pricer) => sum + pricer.error, 0)
  const columns: Column[] = []
  let bound = -Infinity
  let stable = prices ?? new Float64Array(rows)
  let weights: Float64Array<ArrayBufferLike> = new Float64Array(0)

  /** One column per item at these prices per hour; returns the Lagrangian bound. */
  const generate = (price: Float64Array): number => {
    let value = 0
    resources.forEach(({ hours, overtimeHours, overtimeCost = 0 }, r) => {
      for (let t = 0; t < periods; t++) {
        const u = price[r * periods + t]!
        value -= u * hours[t]! + Math.max(0, u - overtimeCost) * (overtimeHours?.[t] ?? 0)
      }
    })
    items.forEach((item, i) => {
      const unitPrice = new Float64Array(periods).fill(item.unitCost)
      const setupPrice = new Float64Array(periods).fill(item.setupCost)
      for (const { resource, hoursPerUnit, setupHours } of item.usage) {
        for (let t = 0; t < periods; t++) {
          unitPrice[t]! += price[resource * periods + t]! * hoursPerUnit
          setupPrice[t]! += price[resource * periods + t]! * setupHours
        }
      }
      const plan = pricers[i]!.plan(unitPrice, setupPrice)
      meter.spend(pricers[i]!.effort)
      value += plan.value
      const all = new Float64Array(items.length * periods)
      all.set(plan.lots, i * periods)
      const hours: [number, number][] = []
      hoursNeeded(problem, all).forEach((needed, row) => {
        if (needed > 0) hours.push([row, needed])
      })
      columns.push({ item: i, cost: plan.cost, lots: plan.lots, hours })
    })
    return value
  }

  bound = generate(stable)
  // Missing hours cost as much as a start suggests; more where they are still missing at the end.
  const totalHours = resources.reduce((sum, { hours }) => sum + hours.reduce((a, h) => a + h, 0), 0)
  let penalty =
    1 + (50 * columns.reduce((sum, { cost }) => sum + Math.abs(cost), 0)) / (totalHours || 1)
  let smoothing = 0.8
  let misses = 0
  while (misses < patience && meter.left() > 0) {
    const master = solveMaster(session, problem, columns, penalty)
    if (!master) break
    weights = master.weights
    const price = master.price.map((u, row) => smoothing * stable[row]! + (1 - smoothing) * u)
    const value = generate(price)
    misses = value > bound + 1e-5 * Math.abs(bound) ? 0 : misses + 1
    if (value > bound) {
      bound = value
      stable = price
      smoothing = Math.min(0.9, smoothing + 0.05)
    } else smoothing = Math.max(leastSmoothing, smoothing - 0.15)
    if (master.objective - error - bound > gap * Math.abs(master.objective)) continue
    if (master.excess < 1e-6 || penalty > 1e9) break
    penalty *= 10
  }
  const setupWeights = new Float64Array(items.length * periods)
  weights.forEach((weight, c) => {
    const { item, lots } = columns[c]!
    lots.forEach((units, t) => {
      if (units > 1e-9) setupWeights[item * periods + t]! += weight
    })
  })
  const lots = chooseColumns(session, problem, columns, penalty)
  return { bound, lots, setupWeights, prices: stable }
}

/** One whole column per item: the restricted master problem as a whole-number model. */
function chooseColumns(
  session: HighsSession,
  problem: LotSizingProblem,
  columns: readonly Column[],
  penalty: number,
): Float64Array | undefined {
  const { model } = masterOf(problem, columns, penalty, true)
  const outcome = session.solve(model, { effort: 5, gap: 1e-3 })
  if (outcome.status !== 'optimal' && outcome.status !== 'feasible') return undefined
  const lots = new Float64Array(problem.items.length * problem.periods)
  columns.forEach(({ item, lots: own }, c) => {
    if (outcome.values[c]! > 0.5) lots.set(own, item * problem.periods)
  })
  return lots
}

interface Master {
  readonly price: Float64Array
  readonly weights: Float64Array
  readonly objective: number
  /** Hours beyond the limits. */
  readonly excess: number
}

function solveMaster(
  session: HighsSession,
  problem: LotSizingProblem,
  columns: readonly Column[],
  penalty: number,
): Master | undefined {
  const { model, overload } = masterOf(problem, columns, penalty, false)
  const outcome = session.solve(model, { effort: 10 })
  if (outcome.status !== 'optimal' || !outcome.duals) return undefined
  return {
    price: outcome.duals.slice(0, overload.length).map((dual) => Math.max(0, -dual)),
    weights: outcome.values.slice(0, columns.length),
    objective: outcome.objective,
    excess: overload.reduce((sum, variable) => sum + outcome.values[variable]!, 0),
  }
}

/** Variables: first one per column; rows: first those of capacity. */
function masterOf(
  { items, periods, resources }: LotSizingProblem,
  columns: readonly Column[],
  penalty: number,
  integer: boolean,
): { model: MipModel; overload: number[] } {
  const builder = createModelBuilder()
  const rows = resources.length * periods
  const capacity: [number, number][][] = Array.from({ length: rows }, () => [])
  const convexity: [number, number][][] = items.map(() => [])
  columns.forEach(({ item, cost, hours }) => {
    const variable = builder.variable({ cost, integer })
    for (const [row, needed] of hours) capacity[row]!.push([variable, needed])
    convexity[item]!.push([variable, 1])
  })
  const overload: number[] = []
  capacity.forEach((terms, row) => {
    const { hours, overtimeHours, overtimeCost = 0 } = resources[Math.floor(row / periods)]!
    const t = row % periods
    const upper = overtimeHours?.[t] ?? 0
    if (upper > 0) terms.push([builder.variable({ cost: overtimeCost, upper }), -1])
    const over = builder.variable({ cost: penalty })
    overload.push(over)
    builder.constraint(-Infinity, [...terms, [over, -1]], hours[t]!)
  })
  for (const terms of convexity) builder.constraint(1, terms, 1)
  return { model: builder.build(), overload }
}
