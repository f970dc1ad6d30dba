// Best quantities for given setups, with fine slices, and what one more hour or piece would be worth then.

import type { HighsSession } from '../mip/highs.ts'
import { relax } from '../mip/model.ts'
import { choicesAround } from './fix-and-optimise.ts'
import { hasParents } from './evaluate.ts'
import { decode, formulate } from './formulation.ts'
import type { LotSizingPlan, LotSizingProblem } from './problem.ts'
import type { ConvexCost } from './scenario-cost.ts'
import { sliceSupply } from './slices.ts'

export interface Prices {
  /** Money that one more hour would save, shape [resources, periods]. */
  readonly hour: Float64Array
  /** Money that one more piece in stock would save, for items with parents or without demand, shape [items, periods]. */
  readonly piece: Float64Array
}

export interface Quantities {
  readonly plan: Omit<LotSizingPlan, 'overtime'>
  readonly prices: Prices
}

// Slices times periods over all items that still solve in a second or so; a single item gets all its kinks.
const fineSize = 200_000

/**
 * Solves the linear model that is left when the setups of `lots` stand. Whole multiples of a lot are relaxed here:
 * a plan with them keeps its quantities and takes the prices only.
 */
export function optimiseQuantities(
  session: HighsSession,
  problem: LotSizingProblem,
  costs: readonly (readonly ConvexCost[])[],
  lots: Float64Array,
  effort = 20,
): Quantities | undefined {
  const { items, periods, resources } = problem
  const parents = hasParents(problem)
  const fineSlices = Math.min(4096, Math.max(128, Math.floor(fineSize / (items.length * periods))))
  const slices = items.map((item, i) =>
    item.demand
      ? sliceSupply(costs[i]!, parents[i] ? 0 : item.initialStock, { maximum: fineSlices })
      : undefined,
  )
  const formulation = formulate(
    problem,
    { costs, slices },
    { choices: choicesAround(lots, new Set()) },
  )
  const outcome = session.solve(relax(formulation.model), { effort })
  if (outcome.status !== 'optimal' || !outcome.duals) return undefined
  const hour = new Float64Array(resources.length * periods)
  const piece = new Float64Array(items.length * periods)
  for (const { row, group, subject, period } of formulation.rows) {
    const dual = outcome.duals[row]!
    if (group === 'capacity') hour[subject * periods + period] = Math.max(0, -dual)
    if (group === 'material') piece[subject * periods + period] = Math.max(0, dual)
  }
  return { plan: decode(problem, formulation, outcome.values), prices: { hour, piece } }
}
