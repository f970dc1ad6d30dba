// The Poisson distribution.

/** The least count that is not exceeded with a probability of at least `level`, 0 to 1 without it. */
export function poissonQuantile(mean: number, level: number): number {
  if (!(mean > 0)) return 0
  // In logarithms, so that a large mean does not underflow.
  let logChance = -mean
  let below = Math.exp(logChance)
  let count = 0
  while (below < level && count < mean + 40 * Math.sqrt(mean) + 40) {
    count++
    logChance += Math.log(mean / count)
    below += Math.exp(logChance)
  }
  return count
}
