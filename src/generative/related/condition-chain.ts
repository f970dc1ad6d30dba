// How operating conditions follow each other: a chain whose next condition depends on nothing, on the last ones,
// or on how long the last one has run, as held-out parents tell. Probabilities of a longer memory lean on those
// of the next shorter one by a weight in counts (MacKay & Peto 1995, doi:10.1017/S1351324900000218).

import type { Random } from '../../random.ts'

/** What the next condition depends on, from least to most. */
const memories = ['nothing', 'last', 'last two', 'run', 'run and the one before'] as const
export type ChainMemory = (typeof memories)[number]

/** Plain data. */
export interface ConditionChain {
  /** Number of conditions. */
  readonly count: number
  readonly memory: ChainMemory
  /** So many children weighs what a shorter memory says. */
  readonly smoothing: number
  /**
   * So many children weighs what all parents share against what the parent itself did with the same memory (its
   * own probabilities are Dirichlet, drawn as from an urn); absent where parents differ by chance alone.
   */
  readonly shared?: number | undefined
  /** By length of the memory, from none, and by what is remembered: how often each condition came next. */
  readonly counts: readonly Readonly<Record<string, readonly number[]>>[]
}

/** Weights that are tried. */
const smoothings = [0.1, 1, 10, 100]
const sharings = [3, 10, 30, 100, 300]
const folds = 4
/** Fewer parents than this are cut into stretches to be held out, and none has probabilities of its own. */
const fewestParents = 10
/** A chain that says more is better than one that says less by this many standard errors. */
const clearly = 2
/** And by so many nats per child. */
const leastGain = 0.002

/**
 * @param labels the condition of every child, those of parent p from `starts[p]` to `starts[p + 1]`.
 * @param count number of conditions.
 */
export function fitConditionChain(
  labels: Int32Array,
  starts: Uint32Array,
  count: number,
): ConditionChain {
  const isShared = starts.length - 1 < fewestParents
  const units = unitsOf(starts)
  let best: Candidate | undefined
  for (const memory of memories) {
    const remembered = remember(memory, labels, starts, count)
    const judged = (smoothing: number, shared?: number): Candidate => ({
      memory,
      smoothing,
      shared,
      gains: heldOut(remembered, labels, units, count, smoothing, shared),
    })
    const common = smoothings.map((smoothing) => judged(smoothing)).reduce(better)
    const own = isShared
      ? []
      : [sharings.map((shared) => judged(common.smoothing, shared)).reduce(better)]
    for (const candidate of [common, ...own]) {
      if (!best || isClearlyBetter(candidate, best, labels.length)) best = candidate
    }
  }
  const { memory, smoothing, shared } = best!
  return {
    count,
    memory,
    smoothing,
    shared,
    counts: remember(memory, labels, starts, count).map(({ keys, totals }) =>
      Object.fromEntries(
        keys.map((key, id) => [key, Array.from(totals.subarray(id * count, (id + 1) * count))]),
      ),
    ),
  }
}

/** The condition of every child of parents with `starts`. */
export function drawConditions(
  chain: ConditionChain,
  starts: Uint32Array,
  random: Random,
): Int32Array {
  const labels = new Int32Array(starts.at(-1)!)
  follow(chain, starts, (row, probabilities) => {
    let left = random.uniform()
    let label = 0
    while (label < chain.count - 1 && left >= probabilities[label]!) left -= probabilities[label++]!
    labels[row] = label
    return label
  })
  return labels
}

/** In nats, per child: -log p of its condition given those before it, and what is expected of that. */
export function conditionSurprise(
  chain: ConditionChain,
  labels: Int32Array,
  starts: Uint32Array,
): { readonly surprise: Float64Array; readonly expected: Float64Array } {
  const surprise = new Float64Array(labels.length)
  const expected = new Float64Array(labels.length)
  follow(chain, starts, (row, probabilities) => {
    surprise[row] = -Math.log(probabilities[labels[row]!]!)
    expected[row] = probabilities.reduce((sum, p) => sum - p * Math.log(p), 0)
    return labels[row]!
  })
  return { surprise, expected }
}

/** Goes through the children of each parent; `next` says which condition came. */
function follow(
  { count, memory, smoothing, shared, counts }: ConditionChain,
  starts: Uint32Array,
  next: (row: number, probabilities: Float64Array) => number,
): void {
  const probabilities = new Float64Array(count)
  const lean = (own: readonly number[] | undefined, weight: number): void => {
    if (!own) return
    const total = own.reduce((sum, value) => sum + value, 0) + weight
    for (let c = 0; c < count; c++) {
      probabilities[c] = (own[c]! + weight * probabilities[c]!) / total
    }
  }
  for (let p = 0; p + 1 < starts.length; p++) {
    const ownCounts = new Map<string, number[]>()
    let before = nothingBefore
    for (let row = starts[p]!; row < starts[p + 1]!; row++) {
      const keys = keysOf(memory, before)
      probabilities.fill(1 / count)
      keys.forEach((key, i) => lean(counts[i]![key], smoothing))
      const longest = keys.at(-1)!
      const own = ownCounts.get(longest) ?? Array.from({ length: count }, () => 0)
      if (shared !== undefined) lean(own, shared)
      const label = next(row, probabilities)
      own[label]!++
      ownCounts.set(longest, own)
      before = after(before, label)
    }
  }
}

/** What came before a child. */
interface Before {
  readonly last: number
  readonly beforeLast: number
  /** So many children have been under the last condition. */
  readonly run: number
  /** The condition before this run. */
  readonly beforeRun: number
}

const nothingBefore: Before = { last: -1, beforeLast: -1, run: 0, beforeRun: -1 }

function after({ last, run, beforeRun }: Before, label: number): Before {
  return label === last
    ? { last, beforeLast: last, run: run + 1, beforeRun }
    : { last: label, beforeLast: last, run: 1, beforeRun: last }
}

/** What is remembered, from nothing to all that the memory holds. */
function keysOf(memory: ChainMemory, { last, beforeLast, run, beforeRun }: Before): string[] {
  switch (memory) {
    case 'nothing':
      return ['']
    case 'last':
      return ['', `${last}`]
    case 'last two':
      return ['', `${last}`, `${last} ${beforeLast}`]
    case 'run':
      return ['', `${last}`, `${last} ${run}`]
    case 'run and the one before':
      return ['', `${last}`, `${last} ${run}`, `${last} ${run} ${beforeRun}`]
  }
}

/** One length of memory: what every child remembers, as places among `keys`, and what came next. */
interface Remembered {
  readonly keys: readonly string[]
  readonly ids: Int32Array
  /** `[keys, conditions]`. */
  readonly totals: Float64Array
}

function remember(
  memory: ChainMemory,
  labels: Int32Array,
  starts: Uint32Array,
  count: number,
): Remembered[] {
  const lengths = keysOf(memory, nothingBefore).length
  const places = Array.from({ length: lengths }, () => new Map<string, number>())
  const ids = places.map(() => new Int32Array(labels.length))
  for (let p = 0; p + 1 < starts.length; p++) {
    let before = nothingBefore
    for (let row = starts[p]!; row < starts[p + 1]!; row++) {
      keysOf(memory, before).forEach((key, i) => {
        const own = places[i]!
        const id = own.get(key) ?? own.size
        own.set(key, id)
        ids[i]![row] = id
      })
      before = after(before, labels[row]!)
    }
  }
  return places.map((own, i) => {
    const totals = new Float64Array(own.size * count)
    labels.forEach((label, row) => totals[ids[i]![row]! * count + label]!++)
    return { keys: [...own.keys()], ids: ids[i]!, totals }
  })
}

interface Units {
  readonly starts: Uint32Array
  /** By child, what it is held out with: its parent, or a stretch of it. */
  readonly of: Int32Array
  readonly count: number
}

function unitsOf(starts: Uint32Array): Units {
  const parents = starts.length - 1
  const stretches = parents < fewestParents ? Math.ceil(fewestParents / parents) : 1
  const of = new Int32Array(starts[parents]!)
  for (let p = 0; p < parents; p++) {
    const length = starts[p + 1]! - starts[p]!
    for (let i = 0; i < length; i++) {
      of[starts[p]! + i] = p * stretches + Math.floor((i * stretches) / length)
    }
  }
  return { starts, of, count: parents * stretches }
}

/** Log likelihood of each unit by counts of those that are not held out with it. */
function heldOut(
  remembered: readonly Remembered[],
  labels: Int32Array,
  units: Units,
  count: number,
  smoothing: number,
  shared: number | undefined,
): Float64Array {
  const gains = new Float64Array(units.count)
  const longest = remembered.at(-1)!
  const ownCounts = new Float64Array(shared === undefined ? 0 : longest.totals.length)
  for (let fold = 0; fold < folds; fold++) {
    const others = remembered.map(({ ids, totals, keys }) => {
      const left = totals.slice()
      const sums = new Float64Array(keys.length)
      labels.forEach((label, row) => {
        if (units.of[row]! % folds === fold) left[ids[row]! * count + label]!--
        else sums[ids[row]!]!++
      })
      return { ids, left, sums }
    })
    for (let p = 0; p + 1 < units.starts.length; p++) {
      const [from, to] = [units.starts[p]!, units.starts[p + 1]!]
      for (let row = from; row < to; row++) {
        if (units.of[row]! % folds !== fold) continue
        const label = labels[row]!
        let probability = 1 / count
        for (const { ids, left, sums } of others) {
          const id = ids[row]!
          probability =
            (left[id * count + label]! + smoothing * probability) / (sums[id]! + smoothing)
        }
        if (shared !== undefined) {
          const at = longest.ids[row]! * count
          let own = 0
          for (let c = 0; c < count; c++) own += ownCounts[at + c]!
          probability = (ownCounts[at + label]! + shared * probability) / (own + shared)
          ownCounts[at + label]!++
        }
        gains[units.of[row]!]! += Math.log(probability)
      }
      if (shared === undefined) continue
      for (let row = from; row < to; row++) {
        ownCounts[longest.ids[row]! * count + labels[row]!] = 0
      }
    }
  }
  return gains
}

interface Candidate extends Pick<ConditionChain, 'memory' | 'smoothing' | 'shared'> {
  readonly gains: Float64Array
}

function better(a: Candidate, b: Candidate): Candidate {
  const sum = ({ gains }: Candidate): number => gains.reduce((total, gain) => total + gain, 0)
  return sum(b) > sum(a) ? b : a
}

function isClearlyBetter({ gains }: Candidate, than: Candidate, children: number): boolean {
  const differences = gains.map((gain, unit) => gain - than.gains[unit]!)
  const sum = differences.reduce((total, value) => total + value, 0)
  const mean = sum / differences.length
  const squares = differences.reduce((total, value) => total + (value - mean) ** 2, 0)
  return sum > Math.max(clearly * Math.sqrt(squares), leastGain * children)
}
