// The standard normal distribution and its quantile (Abramowitz & Stegun 26.2; Halley's iteration).

/** z with P(N(0,1) <= z) = p, for 0 < p < 1, to about 1e-12. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p <= 0 ? -Infinity : Infinity
  if (p > 0.5) return -normalQuantile(1 - p)
  // Start: Abramowitz & Stegun 26.2.23, good to 4.5e-4.
  const t = Math.sqrt(-2 * Math.log(p))
  let z = -(
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  )
  for (let i = 0; i < 3; i++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    const error = (normalDistribution(z) - p) / density
    // Halley's step: the second derivative of the distribution is -z times the density.
    z -= error / (1 + (z * error) / 2)
  }
  return z
}

/** P(N(0,1) <= z). */
export function normalDistribution(z: number): number {
  if (z > 0) return 1 - normalDistribution(-z)
  const x = -z
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  if (x < 3) {
    // 1/2 - phi(x) (x + x^3/3 + x^5/15 + ...), Marsaglia 2004.
    let term = x
    let sum = x
    for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
      term *= (x * x) / n
      sum += term
    }
    return 0.5 - density * sum
  }
  // Mills' ratio as a continued fraction (Laplace).
  let fraction = x
  for (let k = 60; k >= 1; k--) fraction = x + k / fraction
  return density / fraction
}
