// Counts out of counts to which noise was added.

/**
 * The nearest counts that are not negative and add up to the total (Duchi et al. 2008,
 * doi:10.1145/1390156.1390191): what noise alone put into empty cells goes away again.
 */
export function ontoSimplex(counts: Float64Array, total: number): Float64Array {
  const sorted = counts.toSorted().reverse()
  let sum = 0
  let shift = 0
  for (const [i, count] of sorted.entries()) {
    sum += count
    const candidate = (sum - total) / (i + 1)
    if (count - candidate <= 0) break
    shift = candidate
  }
  return counts.map((count) => Math.max(0, count - shift))
}
