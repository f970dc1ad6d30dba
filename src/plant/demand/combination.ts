// One forecast from several: their quantiles are averaged with weights, step by step (Vincent averaging;
// Lichtendahl, Grushka-Cockayne & Winkler 2013, doi:10.1287/mnsc.1120.1667), and the averaged values are
// put back into paths in the order of ranks of one of them (Schaake shuffle, Clark et al. 2004,
// doi:10.1175/1525-7541(2004)005<0243:TSSAMF>2.0.CO;2), so that paths stay joint.

/** The paths of one series by one forecaster, shape [sampleCount, horizon], and its weight. */
export interface WeightedPaths {
  readonly paths: Float64Array
  /** Positive; the weights of a combination add up to 1. */
  readonly weight: number
}

/**
 * Fills `paths`, shape [sampleCount, horizon]. Ranks come from the member of the largest weight.
 * Whole numbers where `isInteger`: averaged quantiles are rounded, halves down.
 */
export function combinePaths(
  members: readonly WeightedPaths[],
  horizon: number,
  isInteger: boolean,
  paths: Float64Array,
): void {
  const leader = members.reduce((best, next) => (next.weight > best.weight ? next : best))
  if (members.length === 1) {
    paths.set(leader.paths)
    return
  }
  const count = paths.length / horizon
  const column = new Float64Array(count)
  const averaged = new Float64Array(count)
  for (let step = 0; step < horizon; step++) {
    averaged.fill(0)
    for (const { paths, weight } of members) {
      for (let i = 0; i < count; i++) column[i] = paths[i * horizon + step]!
      column.sort()
      for (let i = 0; i < count; i++) averaged[i]! += weight * column[i]!
    }
    for (let i = 0; i < count; i++) column[i] = leader.paths[i * horizon + step]!
    for (const [i, rank] of ranksOf(column).entries()) {
      const value = averaged[rank]!
      // A slack, as weights add up to 1 only nearly; adding 0 turns -0 into 0.
      paths[i * horizon + step] = isInteger ? Math.ceil(value - 0.5 - 1e-9) + 0 : value
    }
  }
}

/** The rank of each value, 0 for the lowest; ties in the order in which they stand. */
export function ranksOf(values: Float64Array): Int32Array {
  const order = Int32Array.from(values, (_, i) => i)
  order.sort((a, b) => values[a]! - values[b]! || a - b)
  const ranks = new Int32Array(values.length)
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank]!] = rank
  return ranks
}
