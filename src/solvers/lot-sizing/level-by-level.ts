// A first guess of setups without any model: each item alone by its recursion, end items first, then the components
// for what their parents take (material requirements planning with Wagner-Whitin lots). Capacity is left to others.

import { hasParents } from './evaluate.ts'
import { levels } from './problem.ts'
import type { Item, LotSizingProblem } from './problem.ts'
import { scenarioWeights, searchCosts } from './scenario-cost.ts'
import type { ConvexCost } from './scenario-cost.ts'
import { planItem, tabulate } from './single-item.ts'

/** Lots, shape [items, periods]: which there are is meant, not how large they are. */
export function planLevelByLevel(
  problem: LotSizingProblem,
  costs: readonly (readonly ConvexCost[])[],
): Float64Array {
  const { items, periods } = problem
  const lots = new Float64Array(items.length * periods)
  const parents = hasParents(problem)
  for (const i of levels(items)) {
    const item = items[i]!
    const own = parents[i] || !item.demand ? asDemand(problem, i, lots) : undefined
    const single: LotSizingProblem = own
      ? { periods, items: [own], resources: [], scenarioCount: 1 }
      : problem
    const tables = tabulate(own ?? item, single, own ? searchCosts(own, single) : costs[i]!)
    const unit = new Float64Array(periods).fill(item.unitCost)
    const setup = new Float64Array(periods).fill(item.setupCost)
    lots.set(planItem(tables, unit, setup).lots, i * periods)
  }
  return lots
}

/** A component whose demand is what its parents' lots take, and the mean of its own. */
function asDemand(problem: LotSizingProblem, index: number, lots: Float64Array): Item {
  const { items, periods, scenarioCount } = problem
  const item = items[index]!
  const weights = scenarioWeights(problem)
  const scenarios = new Float64Array(periods)
  for (let t = 0; t < periods; t++) {
    items.forEach((parent, p) => {
      for (const component of parent.components) {
        if (component.item === index) scenarios[t]! += component.quantity * lots[p * periods + t]!
      }
    })
    for (let s = 0; s < scenarioCount; s++) {
      scenarios[t]! += weights[s]! * (item.demand?.scenarios[s * periods + t] ?? 0)
    }
  }
  // Late is allowed at a price: what cannot come in time should still come.
  const costPerUnitAndPeriod = 100 * (item.holdingCost + item.unitCost + 1)
  const shortage = { kind: 'backorder', costPerUnitAndPeriod } as const
  return { ...item, demand: { scenarios, price: 0, shortage } }
}
