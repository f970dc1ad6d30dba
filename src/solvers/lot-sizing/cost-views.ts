// How the search looks at costs: convex costs per item around a plan, cut into as many slices as a model may hold.

import { hasParents, positions } from './evaluate.ts'
import type { CostModel } from './formulation.ts'
import type { Incumbent } from './incumbent.ts'
import type { Item, LotSizingProblem } from './problem.ts'
import { lossesUnder, type ConvexCost } from './scenario-cost.ts'
import { sliceSupply } from './slices.ts'

type CostsOf = (
  item: Item,
  problem: LotSizingProblem,
  losses: ReturnType<typeof lossesUnder>,
) => ConvexCost[]

/** Costs per item around an incumbent; without one, as if nothing were lost. */
export function costsAround(
  problem: LotSizingProblem,
  incumbent: Incumbent | undefined,
  costsOf: CostsOf,
): ConvexCost[][] {
  const ample = new Float64Array(problem.periods).fill(Infinity)
  return problem.items.map((item, i) => {
    const supply = incumbent ? positions(problem, incumbent.plan, i) : ample
    return item.demand ? costsOf(item, problem, lossesUnder(item, problem, supply)) : []
  })
}

/** The same in slices of supply, at most so many per item. */
export function slicesOf(
  problem: LotSizingProblem,
  costs: readonly (readonly ConvexCost[])[],
  maximum: number,
): CostModel {
  const slices = problem.items.map((item, i) =>
    item.demand ? sliceSupply(costs[i]!, startOf(problem, i), { maximum }) : undefined,
  )
  return { costs, slices }
}

/** Supply before any decision: nothing is set aside yet for an item with parents. */
function startOf(problem: LotSizingProblem, index: number): number {
  return hasParents(problem)[index] ? 0 : problem.items[index]!.initialStock
}

/** Slices times periods over all items: what the size of a model grows with. */
export function sizeOf({ slices }: CostModel, periods: number): number {
  return slices.reduce((sum, cells) => sum + (cells ? cells.ends.length * periods : 0), 0)
}
