// The reasons worth reading: what is said of the same item or resource as one, those that carry most of
// the money, and what the others amount to.

import type { Reason } from './plan.ts'

/** Reasons that say the same of the same subject at several times. */
export interface ReasonGroup {
  /** In the order of time; never empty. */
  readonly reasons: readonly Reason[]
  /** Expected money that they cost together. */
  readonly stake: number
}

export interface MainReasons {
  /** The most money first. */
  readonly main: readonly ReasonGroup[]
  readonly rest: { readonly count: number; readonly stake: number }
}

export interface MainReasonsOptions {
  /** Share of the money after which the others are left to `rest`. */
  readonly share?: number
  readonly most?: number
}

export function mainReasons(
  reasons: readonly Reason[],
  { share = 0.9, most = 8 }: MainReasonsOptions = {},
): MainReasons {
  const groups = groupsOf(reasons)
  const enough = share * sumOf(groups)
  let told = 0
  const main = groups.slice(0, most).filter(({ stake }, place) => {
    const isNeeded = place === 0 || told < enough
    told += stake
    return isNeeded
  })
  const others = groups.slice(main.length)
  return { main, rest: { count: others.length, stake: sumOf(others) } }
}

function groupsOf(reasons: readonly Reason[]): ReasonGroup[] {
  const groups = new Map<string, Reason[]>()
  for (const reason of reasons) {
    const { about, subject, cause, because, root } = reason
    // Who works most of the overtime may change over time: it is one thing to read all the same.
    const key = JSON.stringify(
      about === 'overtime' ? [about, subject] : [about, subject, cause, because, root],
    )
    const group = groups.get(key)
    if (group) group.push(reason)
    else groups.set(key, [reason])
  }
  return [...groups.values()]
    .map((group) => ({
      reasons: group.toSorted((a, b) => a.from - b.from),
      stake: sumOf(group),
    }))
    .sort((a, b) => b.stake - a.stake)
}

function sumOf(parts: readonly { readonly stake: number }[]): number {
  return parts.reduce((sum, { stake }) => sum + stake, 0)
}
