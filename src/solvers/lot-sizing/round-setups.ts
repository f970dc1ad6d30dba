// Setups from the fractional solution of a decomposition: those above a threshold, as far as their hours fit.

import type { LotSizingProblem } from './problem.ts'

/** Returns 1 for each lot that gets its setup, shape [items, periods]; the smallest weights give way first. */
export function roundSetups(
  { items, periods, resources }: LotSizingProblem,
  weights: Float64Array,
  threshold: number,
): Float64Array {
  const lots = weights.map((weight) => (weight >= threshold ? 1 : 0))
  for (let t = 0; t < periods; t++) {
    resources.forEach(({ hours, overtimeHours }, r) => {
      const users = items.flatMap((item, i) => {
        const setupHours = item.usage
          .filter(({ resource }) => resource === r)
          .reduce((sum, usage) => sum + usage.setupHours, 0)
        const k = i * periods + t
        return setupHours > 0 && lots[k] ? [{ k, setupHours, weight: weights[k]! }] : []
      })
      users.sort((a, b) => a.weight - b.weight)
      let needed = users.reduce((sum, { setupHours }) => sum + setupHours, 0)
      const available = hours[t]! + (overtimeHours?.[t] ?? 0)
      for (const { k, setupHours } of users) {
        if (needed <= available) break
        lots[k] = 0
        needed -= setupHours
      }
    })
  }
  return lots
}
