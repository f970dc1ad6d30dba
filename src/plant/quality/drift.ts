// Whether the records of late are of another kind: columns whose values in the last part differ from those
// before by more than chance and by enough to matter (Kolmogorov-Smirnov distance; Smirnov 1948,
// doi:10.1214/aoms/1177730256).

import type { AlignedColumn } from '../../data/table/aligned-columns.ts'
import type { Drift } from './result.ts'

/** Share of the records, the last ones, that are compared with those before. */
const lateShare = 0.3
/** Distance of the two distributions, 0 to 1, below which a shift is of little account. */
const leastDistance = 0.25
/** Fewest values on each side. */
const fewestValues = 30

/**
 * Of records in the order of time. Neighbouring records are alike, so that chance is larger than its formula
 * for independent ones says: the least distance is what keeps small shifts out.
 */
export function driftOf(columns: readonly AlignedColumn[]): Drift {
  const shifts = columns.flatMap((column) => {
    const values = column.kind === 'number' ? column.values : Float64Array.from(column.codes)
    const from = Math.floor((1 - lateShare) * values.length)
    const known = (part: Float64Array): Float64Array =>
      part.filter((value) => (column.kind === 'number' ? !Number.isNaN(value) : value >= 0))
    const [before, late] = [known(values.subarray(0, from)), known(values.subarray(from))]
    if (Math.min(before.length, late.length) < fewestValues) return []
    const distance = column.kind === 'number' ? largestGap(before, late) : shareMoved(before, late)
    // At level 0.001 for one column of independent records, divided by the columns that are looked at.
    const level = 0.001 / columns.length
    const chance = Math.sqrt((-Math.log(level / 2) / 2) * (1 / before.length + 1 / late.length))
    return distance >= Math.max(leastDistance, chance) ? [{ column: column.name, distance }] : []
  })
  return { columns: columns.length, shifts: shifts.sort((a, b) => b.distance - a.distance) }
}

/** Largest difference of the two cumulative distributions. */
function largestGap(first: Float64Array, second: Float64Array): number {
  const [a, b] = [first.slice().sort(), second.slice().sort()]
  let [i, j, gap] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!)
    while (a[i] === value) i++
    while (b[j] === value) j++
    gap = Math.max(gap, Math.abs(i / a.length - j / b.length))
  }
  return gap
}

/** Share of the records that are of other levels: half the sum of the differences of shares. */
function shareMoved(first: Float64Array, second: Float64Array): number {
  const shares = new Map<number, number>()
  for (const code of first) shares.set(code, (shares.get(code) ?? 0) + 1 / first.length)
  for (const code of second) shares.set(code, (shares.get(code) ?? 0) - 1 / second.length)
  return [...shares.values()].reduce((sum, difference) => sum + Math.abs(difference), 0) / 2
}
