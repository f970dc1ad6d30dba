// Stretches of consecutive records: what was made together (a tray, a delivery, an hour) is alike, so limits are set by
// whole stretches that were not learnt from, and not by single records whose neighbours were.

/** Stretches into which records are cut. */
export const stretchCount = 20
/** One stretch out of so many sets limits; the others are learnt from. */
const limitsFromEvery = 4

/** The stretch of `count` records that the record at that place belongs to. */
export function stretchOf(place: number, count: number): number {
  return Math.floor((stretchCount * place) / count)
}

/** Rows in the order in which they were made, parted into those that are learnt from and those that set limits. */
export function partByStretches(rows: readonly number[]): {
  readonly learnt: number[]
  readonly held: number[]
} {
  const isHeld = (place: number): boolean =>
    stretchOf(place, rows.length) % limitsFromEvery === limitsFromEvery - 1
  return {
    learnt: rows.filter((_, place) => !isHeld(place)),
    held: rows.filter((_, place) => isHeld(place)),
  }
}

/**
 * The value that one more record exceeds with the chance `rate` at most, by its rank among those of records that were
 * not learnt from (Vovk, Gammerman & Shafer 2005); NaN is no value. Of fewer than 1 / rate - 1 values the largest, which
 * one more exceeds more often; of none, infinity.
 */
export function limitOf(values: Float64Array, rate: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const rank = Math.ceil((1 - rate) * (sorted.length + 1) - 1e-9)
  return sorted[Math.min(sorted.length, rank) - 1] ?? Infinity
}
