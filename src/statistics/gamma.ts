// The gamma function and its incomplete ratio.

/**
 * log Γ(x) for x > 0, relative error about 1e-15: the asymptotic series of Stirling, reached by the
 * recurrence Γ(x + 1) = x Γ(x) for small x.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  let shift = 1
  let y = x
  for (; y < 15; y++) shift *= y
  const z = 1 / (y * y)
  // Bernoulli numbers B_2k / (2k (2k - 1)).
  const series =
    (1 / 12 -
      z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - z * (691 / 360360)))))) /
    y
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - Math.log(shift)
}

/**
 * P(a, x), the lower incomplete gamma function divided by Γ(a): the distribution function of a gamma
 * variable of shape a. A power series below the mean, a continued fraction above (Lentz's method).
 */
export function regularisedGamma(a: number, x: number): number {
  if (x <= 0) return 0
  if (x === Infinity) return 1
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let k = 1; term > 1e-17 * sum; k++) {
      term *= x / (a + k)
      sum += term
    }
    return Math.min(1, front * sum)
  }
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let k = 1; k < 100_000; k++) {
    const numerator = -k * (k - a)
    b += 2
    d = 1 / (numerator * d + b)
    c = b + numerator / c
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return 1 - front * fraction
}
