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
 * Whole numbers where `isInteger`: what lies between two is rounded up in the share of its fraction, spread
 * evenly over the ranks, so that a step keeps its mean and nothing is drawn.
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
      paths[i * horizon + step] = isInteger ? Math.floor(value + threshold(rank)) : value
    }
  }
}

/**
 * Thresholds on [0, 1) that are spread evenly over any run of ranks: multiples of the golden ratio. The
 * slack is for weights that add up to 1 only nearly.
 */
function threshold(rank: number): number {
  return ((rank * goldenRatio) % 1) + 1e-9
}

const goldenRatio = (Math.sqrt(5) - 1) / 2

/** The rank of each value, 0 for the lowest; ties in the order in which they stand. */
export function ranksOf(values: Float64Array): Int32Array {
  const order = Int32Array.from(values, (_, i) => i)
  order.sort((a, b) => values[a]! - values[b]! || a - b)
  const ranks = new Int32Array(values.length)
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank]!] = rank
  return ranks
}
