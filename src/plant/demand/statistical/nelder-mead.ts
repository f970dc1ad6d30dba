// The downhill simplex of Nelder & Mead 1965 (doi:10.1093/comjnl/7.4.308), for a few smooth parameters.

export interface Minimum {
  readonly point: readonly number[]
  readonly value: number
}

/** Minimises from a start, with an initial simplex of that step, in at most `limit` evaluations. */
export function minimise(
  objective: (point: readonly number[]) => number,
  start: readonly number[],
  step: number,
  limit: number,
): Minimum {
  const size = start.length
  let evaluations = 0
  const at = (point: readonly number[]): Minimum => {
    evaluations++
    const value = objective(point)
    return { point, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
  }
  const simplex = [
    at(start),
    ...start.map((_, i) => at(start.map((x, j) => (i === j ? x + step : x)))),
  ]
  for (;;) {
    simplex.sort((a, b) => a.value - b.value)
    const best = simplex[0]!
    const worst = simplex[size]!
    const isSettled = worst.value - best.value <= 1e-10 * Math.abs(best.value)
    if (isSettled || evaluations >= limit) return best
    const centroid = start.map(
      (_, j) => simplex.slice(0, size).reduce((sum, { point }) => sum + point[j]!, 0) / size,
    )
    const along = (factor: number): Minimum =>
      at(centroid.map((center, j) => center + factor * (worst.point[j]! - center)))
    const reflected = along(-1)
    if (reflected.value < best.value) {
      const expanded = along(-2)
      simplex[size] = expanded.value < reflected.value ? expanded : reflected
    } else if (reflected.value < simplex[size - 1]!.value) {
      simplex[size] = reflected
    } else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5)
      if (contracted.value < Math.min(reflected.value, worst.value)) {
        simplex[size] = contracted
      } else {
        for (let i = 1; i <= size; i++) {
          simplex[i] = at(simplex[i]!.point.map((x, j) => (x + best.point[j]!) / 2))
        }
      }
    }
  }
}
