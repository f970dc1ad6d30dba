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

/** How likely each leaf is for one record: they add up to 1. */
export type LeafWeights = Float64Array

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

/** Leaves less likely than that are left out. */
const negligible = 1e-12

interface Near {
  readonly bin: number
  readonly weight: number
}
export function leafMixture(
  { sizes, bins }: LeafMembers,
  fields: readonly MixtureField[],
): LeafMixture {
  const leafCount = sizes.length
  const leafOf = new Int32Array(sizes.reduce((sum, size) => sum + size, 0))
  const starts = new Int32Array(leafCount + 1)
  sizes.forEach((size, leaf) => {
    starts[leaf + 1] = starts[leaf]! + size
    leafOf.fill(leaf, starts[leaf], starts[leaf + 1])
  })
  const shareOfLeaf = Float64Array.from(sizes, (size) => size / leafOf.length)
  const members = bins.map((own, field) => byBin(own, fields[field]!.shares.length))
  const near = fields.map(nearBins)
  /** The bins that count for a bin. */
  const counting = near.map((own) => {
    const lists = own.map((): Near[] => [])
    own.forEach((list, from) =>
      list.forEach(({ bin, weight }) => lists[bin]!.push({ bin: from, weight })),
    )
    return lists
  })
  const counts = new Float64Array(leafCount)

  function observeMany(
    weights: LeafWeights,
    field: number,
    chosen: readonly Near[],
    share: number,
  ): number {
    const { order, firsts } = members[field]!
    counts.fill(strangers * share)
    for (const { bin, weight } of chosen) {
      for (let i = firsts[bin]!; i < firsts[bin + 1]!; i++) counts[leafOf[order[i]!]!]! += weight
    }
    let total = 0
    for (let leaf = 0; leaf < leafCount; leaf++) {
      weights[leaf]! *= counts[leaf]! / (sizes[leaf]! + strangers)
      total += weights[leaf]!
    }
    for (let leaf = 0; leaf < leafCount; leaf++) {
      const weight = weights[leaf]! / total
      weights[leaf] = weight > negligible ? weight : 0
    }
    return total
  }

  return {
    prior: () => shareOfLeaf.slice(),
    observe: (weights, field, bin) =>
      observeMany(weights, field, counting[field]![bin]!, fields[field]!.shares[bin]!),
    restrict(weights, field, allowed) {
      const chosen: Near[] = []
      let share = 0
      near[field]!.forEach((list, bin) => {
        const weight = list.reduce((sum, other) => sum + other.weight * allowed[other.bin]!, 0)
        if (weight > 0) chosen.push({ bin, weight })
        share += allowed[bin]! * fields[field]!.shares[bin]!
      })
      return observeMany(weights, field, chosen, share)
    },
    predict(weights, field) {
      const { shares } = fields[field]!
      const own = bins[field]!
      const counted = new Float64Array(shares.length)
      let away = 0
      for (let leaf = 0; leaf < leafCount; leaf++) {
        if (weights[leaf] === 0) continue
        const each = weights[leaf]! / (sizes[leaf]! + strangers)
        away += each * strangers
        for (let i = starts[leaf]!; i < starts[leaf + 1]!; i++) counted[own[i]!]! += each
      }
      const result = shares.map((share) => away * share)
      near[field]!.forEach((list, bin) => {
        if (counted[bin]! > 0)
          for (const other of list) result[other.bin]! += counted[bin]! * other.weight
      })
      return result
    },
  }
}

/** Members sorted by their bin. */
function byBin(bins: Int32Array, count: number): { order: Int32Array; firsts: Int32Array } {
  const firsts = new Int32Array(count + 1)
  for (const bin of bins) firsts[bin + 1]!++
  for (let bin = 0; bin < count; bin++) firsts[bin + 1]! += firsts[bin]!
  const at = firsts.slice()
  const order = new Int32Array(bins.length)
  bins.forEach((bin, member) => (order[at[bin]!++] = member))
  return { order, firsts }
}

/** The bins over which a row with a bin counts, and how much: of a quantity also its neighbours in rank. */
function nearBins({ shares, ranks }: MixtureField): readonly (readonly Near[])[] {
  return Array.from(shares, (_, bin): Near[] => {
    const rank = ranks?.[bin] ?? NaN
    if (!ranks || Number.isNaN(rank)) return [{ bin, weight: 1 }]
    const list: Near[] = []
    ranks.forEach((other, place) => {
      const closeness = place === bin ? 1 : 1 - Math.abs(other - rank) / reach
      if (closeness > 0) list.push({ bin: place, weight: closeness * shares[place]! })
    })
    const sum = list.reduce((total, { weight }) => total + weight, 0)
    return list.map(({ bin: place, weight }) => ({ bin: place, weight: weight / sum }))
  })
}
