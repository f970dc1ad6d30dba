// Items that share neither a resource nor a bill of materials, even through others, do not meet: they are planned apart.

import type { LotSizingProblem, PlannedLots } from './problem.ts'

export interface Part {
  readonly problem: LotSizingProblem
  /** Numbers of the part's items in the whole problem. */
  readonly items: readonly number[]
}

/**
 * The problem cut into parts that do not meet. Those with fewer than `leastItems` items are put together, since each
 * part has its price in time.
 */
export function independentParts(problem: LotSizingProblem, leastItems: number): Part[] {
  const { items, resources } = problem
  // A forest over items and, behind them, resources.
  const above = Int32Array.from({ length: items.length + resources.length }, (_, k) => k)
  const root = (k: number): number => {
    while (above[k] !== k) k = above[k] = above[above[k]!]!
    return k
  }
  items.forEach(({ components, usage }, i) => {
    for (const { item } of components) above[root(item)] = root(i)
    for (const { resource } of usage) above[root(items.length + resource)] = root(i)
  })
  const groups = new Map<number, number[]>()
  items.forEach((_, i) => groups.set(root(i), [...(groups.get(root(i)) ?? []), i]))
  const all = [...groups.values()]
  const large = all.filter(({ length }) => length >= leastItems)
  const small = all.filter(({ length }) => length < leastItems).flat()
  const parts = small.length > 0 ? [...large, small.sort((a, b) => a - b)] : large
  if (parts.length <= 1) return [{ problem, items: items.map((_, i) => i) }]
  return parts.map((members) => ({ problem: partOf(problem, members), items: members }))
}

/** The plan of the whole from those of its parts; overtime follows from the lots. */
export function joinPlans(
  { items, periods }: LotSizingProblem,
  parts: readonly Part[],
  plans: readonly PlannedLots[],
): PlannedLots {
  const lots = new Float64Array(items.length * periods)
  const allocations = new Float64Array(items.length * periods)
  parts.forEach((part, p) => {
    part.items.forEach((i, row) => {
      const own = [row * periods, (row + 1) * periods] as const
      lots.set(plans[p]!.lots.subarray(...own), i * periods)
      allocations.set(plans[p]!.allocations.subarray(...own), i * periods)
    })
  })
  return { lots, allocations }
}

/** What a plan of the whole says of a part. */
export function planOfPart(
  { periods }: LotSizingProblem,
  { items }: Part,
  plan: PlannedLots,
): PlannedLots {
  const cut = (values: Float64Array): Float64Array => {
    const own = new Float64Array(items.length * periods)
    items.forEach((i, row) => {
      own.set(values.subarray(i * periods, (i + 1) * periods), row * periods)
    })
    return own
  }
  return { lots: cut(plan.lots), allocations: cut(plan.allocations) }
}

/** Resources keep their numbers: one without users costs nothing. */
function partOf(problem: LotSizingProblem, members: readonly number[]): LotSizingProblem {
  const place = new Map(members.map((i, row) => [i, row]))
  return {
    ...problem,
    items: members.map((i) => {
      const item = problem.items[i]!
      const components = item.components.map((component) => ({
        ...component,
        // A component is always in the part of its parent.
        item: place.get(component.item) ?? 0,
      }))
      return { ...item, components }
    }),
  }
}
