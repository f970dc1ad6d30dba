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

/** How likely each leaf is to hold a record, 0 where hardly: they add up to 1. */
export type LeafChances = Float64Array

export interface LeafMixture {
  /** By their shares, where nothing is known. */
  prior(): LeafChances
  /** The field's bin is known to be one of those with 1; gives the probability of that by the chances before. */
  restrict(chances: LeafChances, field: number, allowed: Uint8Array): number
  /** The field's bin is known. */
  observe(chances: LeafChances, field: number, bin: number): number
  /** Of each bin of a field. */
  predict(chances: LeafChances, field: number): Float64Array
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
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const prior = Float64Array.from(sizes, (size) => size / total)
  const own = fields.map((field, i) => mixtureOf(sizes, bins[i]!, field))
  /** What each row of a leaf counts. */
  const perRow = Float64Array.from(sizes, (size) => 1 / (size + strangers))
  /** Scratch: members of each leaf that stand for what is known. */
  const met = new Float64Array(sizes.length)
  /** Scratch: how likely each member of a leaf is. */
  const perMember = new Float64Array(sizes.length)

  /** `part` of the members with each bin stand for what is known, which is that share of all rows. */
  function weigh(
    chances: LeafChances,
    field: number,
    part: readonly BinPart[],
    share: number,
  ): number {
    const { leafOf, starts } = own[field]!
    met.fill(strangers * share)
    for (const { bin, share: each } of part) {
      for (let i = starts[bin]!; i < starts[bin + 1]!; i++) met[leafOf[i]!]! += each
    }
    let sum = 0
    for (let leaf = 0; leaf < chances.length; leaf++) {
      sum += chances[leaf]! *= met[leaf]! * perRow[leaf]!
    }
    for (let leaf = 0; leaf < chances.length; leaf++) {
      const chance = chances[leaf]!
      chances[leaf] = chance < negligible * sum ? 0 : chance / sum
    }
    return sum
  }

  return {
    prior: () => prior.slice(),
    restrict(chances, field, allowed) {
      const part = own[field]!.stands.map((slots, bin) => {
        const kept = slots.reduce((sum, other) => sum + allowed[other]!, 0)
        return { bin, share: kept / standInCount }
      })
      const share = fields[field]!.shares.reduce((sum, each, bin) => sum + allowed[bin]! * each, 0)
      return weigh(chances, field, part, share)
    },
    observe: (chances, field, bin) =>
      weigh(chances, field, own[field]!.standFor[bin]!, fields[field]!.shares[bin]!),
    predict(chances, field) {
      const { leafOf, starts, stands } = own[field]!
      let away = 0
      for (let leaf = 0; leaf < chances.length; leaf++) {
        const each = chances[leaf]! * perRow[leaf]!
        perMember[leaf] = each
        away += strangers * each
      }
      const result = fields[field]!.shares.map((share) => away * share)
      for (const [bin, slots] of stands.entries()) {
        let sum = 0
        for (let i = starts[bin]!; i < starts[bin + 1]!; i++) sum += perMember[leafOf[i]!]!
        for (const other of slots) result[other]! += sum / standInCount
      }
      return result
    },
  }
}

/** That share of the members with a bin. */
interface BinPart {
  readonly bin: number
  readonly share: number
}

/** One field of all leaves. */
interface FieldMixture {
  /** Of each member its leaf, one bin after another. */
  readonly leafOf: Int32Array
  /** Where the members with each bin begin, and after the last one where they end. */
  readonly starts: Int32Array
  /** By bin the bins that a member with it stands for. */
  readonly stands: readonly Int32Array[]
  /** By bin the bins whose members stand for it. */
  readonly standFor: readonly (readonly BinPart[])[]
}

function mixtureOf(
  sizes: readonly number[],
  members: Int32Array,
  field: MixtureField,
): FieldMixture {
  const tallies = new Array<number>(field.shares.length).fill(0)
  for (const bin of members) tallies[bin]!++
  const starts = startsOf(tallies)
  const next = starts.slice()
  const leafOf = new Int32Array(members.length)
  let member = 0
  for (const [leaf, size] of sizes.entries()) {
    for (const end = member + size; member < end; member++) leafOf[next[members[member]!]!++] = leaf
  }
  const stands = standIns(field)
  const standFor = stands.map((): BinPart[] => [])
  for (const [bin, slots] of stands.entries()) {
    for (const other of new Set(slots)) {
      const share = slots.filter((slot) => slot === other).length / standInCount
      standFor[other]!.push({ bin, share })
    }
  }
  return { leafOf, starts, stands, standFor }
}

/** Where each of several groups begins, one after another, and after the last one where it ends. */
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
