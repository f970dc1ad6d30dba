// How large a lot can be, and how large it can be of any use: the tighter these limits, the tighter the model.

import type { LotSizingProblem } from './problem.ts'
import type { ConvexCost } from './scenario-cost.ts'

/** The largest lot worth considering or possible, shape [items, periods]. */
export function lotLimits(
  problem: LotSizingProblem,
  costs: readonly (readonly ConvexCost[])[],
): Float64Array {
  const { periods, items, resources } = problem
  const need = totalNeeds(problem, costs)
  const limits = new Float64Array(items.length * periods)
  items.forEach((item, i) => {
    const { minimumLot = 0, maximumLot = Infinity, lotMultiple = 0 } = item
    // A lot that covers the whole need, rounded up to the rules of the lot.
    let whole = Math.max(need[i]!, minimumLot)
    if (lotMultiple > 0) whole = lotMultiple * Math.ceil(whole / lotMultiple - 1e-9)
    for (let t = 0; t < periods; t++) {
      let limit = Math.min(whole, maximumLot)
      for (const { resource, hoursPerUnit, setupHours } of item.usage) {
        if (!resources[resource]) continue
        const { hours, overtimeHours } = resources[resource]
        const available = hours[t]! + (overtimeHours?.[t] ?? 0) - setupHours
        if (hoursPerUnit > 0) limit = Math.min(limit, Math.max(0, available) / hoursPerUnit)
      }
      limits[i * periods + t] = limit
    }
  })
  return limits
}

/** Units of each item that could be of use over the horizon. */
function totalNeeds(
  problem: LotSizingProblem,
  costs: readonly (readonly ConvexCost[])[],
): Float64Array {
  const { items } = problem
  const own = items.map((item, i) => {
    let most = 0
    for (const { atoms, least } of costs[i] ?? []) most = Math.max(most, atoms.at(-1) ?? 0, least)
    return Math.max(0, most - Math.min(0, item.initialStock))
  })
  const need = new Float64Array(items.length).fill(-1)
  const resolve = (i: number): number => {
    if (need[i]! >= 0) return need[i]!
    let sum = own[i]!
    items.forEach((parent, p) => {
      for (const component of parent.components) {
        if (component.item !== i) continue
        const { minimumLot = 0, lotMultiple = 0, frozen = [] } = parent
        const fixed = frozen.reduce((total, units) => total + units, 0)
        sum += component.quantity * (resolve(p) + minimumLot + lotMultiple + fixed)
      }
    })
    need[i] = sum
    return sum
  }
  items.forEach((_, i) => resolve(i))
  return need
}
