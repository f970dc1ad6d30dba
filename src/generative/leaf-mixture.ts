// The leaves of a forest as a mixture: a record belongs to one of them by its share of the rows, and within it every
// field follows its own distribution. What is known of some fields makes leaves more or less likely, and so gives
// the exact probability of any other field.

export interface LeafMembers {
  /** Rows in each leaf. */
  readonly sizes: readonly number[]
  /** By field, the bin of each member, one leaf after another. */
  readonly bins: readonly Int32Array[]
}

export interface MixtureField {
  /** Share of each bin in all rows, none of them 0. */
  readonly shares: Float64Array
  /** Of each bin of a quantity, its place among all rows, 0 to 1; NaN for a gap. Absent: levels. */
  readonly ranks?: Float64Array | undefined
}

/** The leaves that a record may belong to, the first `count` of them, and how likely each is: they add up to 1. */
export interface LeafWeights {
  readonly leaves: Int32Array
  readonly chances: Float64Array
  count: number
}

export interface LeafMixture {
  /** By their shares, where nothing is known. */
  prior(): LeafWeights
  /** The field's bin is known to be one of those with 1; gives the probability of that by the weights before. */
  restrict(weights: LeafWeights, field: number, allowed: Uint8Array): number
  /** The field's bin is known. */
  observe(weights: LeafWeights, field: number, bin: number): number
  /** Of each bin of a field. */
  predict(weights: LeafWeights, field: number): Float64Array
}

/** Rows of the whole table that every leaf counts as its own, so that nothing is impossible. */
const strangers = 0.1

/** Ranks within which a value counts for its neighbours. */
const reach = 0.05

/** Bins that stand in for one. */
export const standInCount = 16

/** Leaves less likely than that are left out. */
const negligible = 1e-12

export function leafMixture(
  { sizes, bins }: LeafMembers,
  fields: readonly MixtureField[],
): LeafMixture {
  const starts = startsOf(sizes)
  const total = starts.at(-1)!
  const stands = fields.map(standIns)
  /** By bin the bins that stand for it, and for how much of their members. */
  const standFor = stands.map((own) => {
    const lists = own.map((): { from: number; share: number }[] => [])
    own.forEach((slots, from) => {
      for (const bin of new Set(slots)) {
        const share = slots.filter((other) => other === bin).length / standInCount
        lists[bin]!.push({ from, share })
      }
    })
    return lists
  })
  /** Scratch. */
  const parts = fields.map(({ shares }) => new Float64Array(shares.length))

  /** The bin is one of some: `part` says how much of each member's bin stands for these, `share` theirs of all rows. */
  function weigh(weights: LeafWeights, field: number, part: Float64Array, share: number): number {
    const { leaves, chances } = weights
    const own = bins[field]!
    let sum = 0
    for (let k = 0; k < weights.count; k++) {
      const leaf = leaves[k]!
      let met = strangers * share
      for (let i = starts[leaf]!; i < starts[leaf + 1]!; i++) met += part[own[i]!]!
      sum += chances[k]! *= met / (sizes[leaf]! + strangers)
    }
    let kept = 0
    for (let k = 0; k < weights.count; k++) {
      const chance = chances[k]! / sum
      if (chance < negligible) continue
      leaves[kept] = leaves[k]!
      chances[kept++] = chance
    }
    weights.count = kept
    return sum
  }

  function restrict(weights: LeafWeights, field: number, allowed: Uint8Array): number {
    const part = parts[field]!
    let share = 0
    stands[field]!.forEach((slots, bin) => {
      part[bin] = slots.reduce((sum, other) => sum + allowed[other]!, 0) / standInCount
      share += allowed[bin]! * fields[field]!.shares[bin]!
    })
    return weigh(weights, field, part, share)
  }

  return {
    prior: () => ({
      leaves: Int32Array.from(sizes, (_, leaf) => leaf),
      chances: Float64Array.from(sizes, (size) => size / total),
      count: sizes.length,
    }),
    restrict,
    observe(weights, field, bin) {
      const part = parts[field]!.fill(0)
      for (const { from, share } of standFor[field]![bin]!) part[from] = share
      return weigh(weights, field, part, fields[field]!.shares[bin]!)
    },
    predict({ leaves, chances, count }, field) {
      const { shares } = fields[field]!
      const own = bins[field]!
      const met = new Float64Array(shares.length)
      let away = 0
      for (let k = 0; k < count; k++) {
        const leaf = leaves[k]!
        const each = chances[k]! / (sizes[leaf]! + strangers)
        away += each * strangers
        for (let i = starts[leaf]!; i < starts[leaf + 1]!; i++) met[own[i]!]! += each
      }
      const result = shares.map((share) => away * share)
      stands[field]!.forEach((slots, bin) => {
        const each = met[bin]! / standInCount
        if (each > 0) for (const other of slots) result[other]! += each
      })
      return result
    },
  }
}

/** Where the members of each leaf begin, and after the last one where they end. */
export function startsOf(sizes: readonly number[]): Int32Array {
  const starts = new Int32Array(sizes.length + 1)
  sizes.forEach((size, leaf) => (starts[leaf + 1] = starts[leaf]! + size))
  return starts
}

/**
 * By bin the bins that a member with it stands for, each as likely as the others, the bin itself first: of a quantity
 * those around it in rank, the nearer the more often; of levels and gaps only the bin itself.
 */
export function standIns({ shares, ranks }: MixtureField): readonly Int32Array[] {
  return Array.from(shares, (_, bin) => {
    const rank = ranks?.[bin] ?? NaN
    const slots = new Int32Array(standInCount).fill(bin)
    if (!ranks || Number.isNaN(rank)) return slots
    const near: { readonly place: number; readonly gap: number; readonly weight: number }[] = []
    ranks.forEach((other, place) => {
      const gap = Math.abs(other - rank)
      if (place === bin || gap < reach) {
        near.push({ place, gap, weight: (1 - gap / reach) * shares[place]! })
      }
    })
    near.sort((a, b) => a.gap - b.gap || a.place - b.place)
    const total = near.reduce((sum, { weight }) => sum + weight, 0)
    let [at, reached] = [0, near[0]!.weight]
    for (let slot = 1; slot < standInCount; slot++) {
      const level = ((slot + 0.5) / standInCount) * total
      while (at < near.length - 1 && reached < level) reached += near[++at]!.weight
      slots[slot] = near[at]!.place
    }
    return slots
  })
}
