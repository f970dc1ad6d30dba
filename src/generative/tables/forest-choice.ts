// Conditions on a forest of rows: what is given makes leaves more or less likely, what may not be drawn is left out.

import type { Random } from '../../random.ts'
import { binCount, binOfValue, type FieldBins, valueOfSteps } from '../encoding/bins.ts'
import { type LeafChances, standInCount } from '../leaf-mixture.ts'
import type { ForestLeaves } from './forest-leaves.ts'
import type { DrawOptions, GivenRows } from './row-model.ts'

/** Noise that leads to the leaves which go with what is given, and to members that may be drawn. */
export function chosenMembers(
  forest: ForestLeaves,
  { rowCount, values, flags }: GivenRows,
  random: Random,
  allowed: AllowedBins,
): Readonly<Record<string, Float32Array>> {
  const { bins, mixture, sizes, starts } = forest
  const width = bins.length
  const count = starts.at(-1)!
  const noise = (kind: string, size: number): Float32Array =>
    random.split(`uniform/${kind}`).fillUniform(new Float32Array(rowCount * size))
  const [leafNoise, memberNoise, placeNoise] = [
    noise('leaf', 1),
    noise('member', width),
    noise('place', width),
  ]
  const choices = allowed.map((own, field) => own && allowedMembers(forest, field, own))

  for (const rows of rowsAlike({ rowCount, values, flags }, width)) {
    const first = rows[0]! * width
    const isGiven = flags.subarray(first, first + width)
    const chances = mixture.prior()
    for (let field = 0; field < width; field++) {
      const own = allowed[field]
      if (isGiven[field] === 1) {
        mixture.observe(chances, field, binOfValue(bins[field]!, values[first + field]!))
      } else if (own) {
        mixture.restrict(chances, field, own)
      }
    }
    const reached = cumulated(chances)
    for (const row of rows) {
      const leaf = firstAbove(reached, leafNoise[row]!)
      leafNoise[row] = (starts[leaf]! + 0.5) / count
      for (let field = 0; field < width; field++) {
        const choice = choices[field]
        if (!choice || isGiven[field] === 1) continue
        const at = row * width + field
        const [member, slot] = choice(leaf, memberNoise[at]!)
        // A member of another leaf is reached beyond the ends of its own.
        memberNoise[at] = (member - starts[leaf]! + 0.5) / sizes[leaf]!
        placeNoise[at] = (slot + placeNoise[at]!) / standInCount
      }
    }
  }
  return { 'uniform/leaf': leafNoise, 'uniform/member': memberNoise, 'uniform/place': placeNoise }
}

/** By field 1 for each bin that may be drawn; absent where all of them may. */
export type AllowedBins = readonly (Uint8Array | undefined)[]

export function allowedBins(
  bins: readonly FieldBins[],
  { isComplete = false, mayBe }: DrawOptions,
): AllowedBins {
  return bins.map((own, field) => {
    const allowed = Uint8Array.from({ length: binCount(own) }, (_, bin) => {
      const low = own.low[bin]
      if (low === undefined) return Number(!isComplete)
      return Number(!mayBe || mayBe(field, valueOfSteps(own, low)))
    })
    return allowed.includes(0) ? allowed : undefined
  })
}

/** A member of a leaf, and one of the bins it stands for, that may be drawn; of another leaf where it has none. */
function allowedMembers(
  { members, stands, starts }: ForestLeaves,
  field: number,
  allowed: Uint8Array,
): (leaf: number, level: number) => readonly [member: number, slot: number] {
  const bins = members[field]!
  const slotsOf = stands[field]!.map((bin) =>
    Array.from(bin, (_, slot) => slot).filter((slot) => allowed[bin[slot]!] === 1),
  )
  const places = Int32Array.from(bins, (_, member) => member)
  const everywhere = places.filter((member) => slotsOf[bins[member]!]!.length > 0)
  return (leaf, level) => {
    const own = places.subarray(starts[leaf], starts[leaf + 1])
    const slots = own.reduce((sum, member) => sum + slotsOf[bins[member]!]!.length, 0)
    if (slots > 0) {
      let left = Math.floor(level * slots)
      for (const member of own) {
        const some = slotsOf[bins[member]!]!
        if (left < some.length) return [member, some[left]!]
        left -= some.length
      }
    }
    // Where nothing may be drawn at all, what is drawn is put right elsewhere.
    const others = everywhere.length > 0 ? everywhere : own
    const place = level * others.length
    const member = others[Math.floor(place)]!
    const some = slotsOf[bins[member]!]!
    return [member, some[Math.floor((place % 1) * some.length)] ?? 0]
  }
}

/** Rows for which the same is given, together. */
export function rowsAlike(
  { rowCount, values, flags }: GivenRows,
  width: number,
): Iterable<number[]> {
  const groups = new Map<string, number[]>()
  for (let row = 0; row < rowCount; row++) {
    let key = ''
    for (let i = row * width; i < (row + 1) * width; i++) {
      key += flags[i] === 1 ? `${values[i]},` : ','
    }
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups.values()
}

function cumulated(chances: LeafChances): Float64Array {
  let reached = 0
  const sums = chances.map((chance) => (reached += chance))
  // Rounding must leave no level above the last leaf.
  return sums.map((sum) => sum / reached)
}

function firstAbove(reached: Float64Array, level: number): number {
  let [from, to] = [0, reached.length - 1]
  while (from < to) {
    const middle = (from + to) >> 1
    if (reached[middle]! > level) to = middle
    else from = middle + 1
  }
  return from
}
