// The reasons worth reading: what has the same root as one, those that carry most of the money, and what the
// others amount to. One bottleneck is short of many items: it is one thing to read and to mend.

import type { Reason } from './plan.ts'

/** Where the chain of causes ends. */
export interface Root extends Pick<Reason, 'about' | 'cause' | 'because'> {
  /** What is held up by itself, or the resource that works overtime; none where a resource holds up many. */
  readonly item?: string
}

/** What one root holds up, at several times. */
export interface Effect {
  readonly subject: string
  /** In the order of time; never empty. */
  readonly reasons: readonly Reason[]
  /** Expected money that they cost together. */
  readonly stake: number
}

/** Reasons with the same root. */
export interface ReasonGroup {
  readonly root: Root
  /** The most money first; never empty. */
  readonly effects: readonly Effect[]
  readonly stake: number
  /** The change that brings most; that of the dearest reason where none brings anything. */
  readonly evidence: Reason['evidence']
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
  return [...groupBy(reasons, (reason) => JSON.stringify(rootOf(reason))).values()]
    .map((group): ReasonGroup => {
      const effects = [...groupBy(group, ({ subject }) => subject)]
        .map(([subject, own]) => ({
          subject,
          reasons: own.toSorted((a, b) => a.from - b.from),
          stake: sumOf(own),
        }))
        .toSorted((a, b) => b.stake - a.stake)
      const [dearest] = group.toSorted((a, b) => b.stake - a.stake)
      const [most] = group.toSorted((a, b) => gainOf(b) - gainOf(a))
      return {
        root: rootOf(group[0]!),
        effects,
        stake: sumOf(effects),
        evidence: (gainOf(most!) > 0 ? most! : dearest!).evidence,
      }
    })
    .sort((a, b) => b.stake - a.stake)
}

/** Equal for what can be mended in one place. */
function rootOf({ about, subject, root, cause, because }: Reason): Root {
  // Who works most of the overtime may change over time: it is one thing to read all the same.
  if (about === 'overtime') return { about, cause, item: subject }
  const end = root ?? { item: subject, cause, because }
  switch (end.cause) {
    case 'capacity':
      return { about, cause: end.cause, ...(end.because !== undefined && { because: end.because }) }
    case 'material':
    case 'lead-time':
    case 'frozen':
    case 'lot-size':
      return {
        about,
        cause: end.cause,
        item: end.item,
        ...(end.because !== undefined && { because: end.because }),
      }
    case 'not-worth-it':
    case 'cheaper-than-shortage':
    case 'not-found':
      return { about, cause: end.cause }
    default:
      return end.cause satisfies never
  }
}

function groupBy(
  reasons: readonly Reason[],
  keyOf: (reason: Reason) => string,
): ReadonlyMap<string, readonly Reason[]> {
  const groups = new Map<string, Reason[]>()
  for (const reason of reasons) {
    const group = groups.get(keyOf(reason))
    if (group) group.push(reason)
    else groups.set(keyOf(reason), [reason])
  }
  return groups
}

function gainOf({ evidence: { gain } }: Reason): number {
  return gain ?? -Infinity
}

function sumOf(parts: readonly { readonly stake: number }[]): number {
  return parts.reduce((sum, { stake }) => sum + stake, 0)
}
