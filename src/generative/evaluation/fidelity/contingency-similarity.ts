// ContingencySimilarity of SDMetrics, and Cramer's V.

import type { CategoryValues } from '../../../data/table/aligned-columns.ts'

/** Two categories of the same rows. */
export type CategoryPair = readonly [CategoryValues, CategoryValues]

/** 1 - half the L1 distance of the joint frequencies; missing is a level of its own. */
export function contingencySimilarity(real: CategoryPair, synthetic: CategoryPair): number {
  const difference = new Map<number, number>()
  const add = ([first, second]: CategoryPair, sign: number): void => {
    for (const [key, count] of contingencyCounts(first, second)) {
      const share = (sign * count) / first.codes.length
      difference.set(key, (difference.get(key) ?? 0) + share)
    }
  }
  add(real, 1)
  add(synthetic, -1)
  let distance = 0
  for (const value of difference.values()) distance += Math.abs(value)
  return 1 - distance / 2
}

/**
 * Cramer's V (Cramer 1946) without correction: sqrt(chi2 / (n (min(rows, columns) - 1))) over the
 * levels that occur, missing among them; NaN where one of the columns is constant.
 */
export function cramersV([first, second]: CategoryPair): number {
  const stride = second.levels.length + 1
  const rows = new Float64Array(first.levels.length + 1)
  const columns = new Float64Array(stride)
  const counts = [...contingencyCounts(first, second)]
  for (const [key, count] of counts) {
    rows[Math.floor(key / stride)]! += count
    columns[key % stride]! += count
  }
  const total = first.codes.length
  // chi2 / n = sum n_ij^2 / (n_i n_j) - 1
  let phi2 = -1
  for (const [key, count] of counts) {
    phi2 += (count * count) / (rows[Math.floor(key / stride)]! * columns[key % stride]!)
  }
  const occurring = (sums: Float64Array): number => sums.filter((sum) => sum > 0).length
  const freedom = Math.min(occurring(rows), occurring(columns)) - 1
  return freedom < 1 || total === 0 ? Number.NaN : Math.sqrt(Math.max(0, phi2) / freedom)
}

/** Count per pair of codes, keyed (a + 1) * (levels of b + 1) + (b + 1). */
function contingencyCounts(
  first: CategoryValues,
  second: CategoryValues,
): Iterable<[number, number]> {
  const stride = second.levels.length + 1
  const size = (first.levels.length + 1) * stride
  const a = first.codes
  const b = second.codes
  // Two categories of thousands of levels each have more pairs than there is memory for.
  if (size > 1 << 22) {
    const counts = new Map<number, number>()
    for (let row = 0; row < a.length; row++) {
      const key = (a[row]! + 1) * stride + b[row]! + 1
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    return counts
  }
  const counts = new Uint32Array(size)
  for (let row = 0; row < a.length; row++) counts[(a[row]! + 1) * stride + b[row]! + 1]!++
  return nonZero(counts)
}

function* nonZero(counts: Uint32Array): Generator<[number, number]> {
  for (let key = 0; key < counts.length; key++) if (counts[key]! > 0) yield [key, counts[key]!]
}
