// Distribution functions and quantiles that tests and intervals of normal samples need.

import { regularisedBeta } from './beta.ts'
import { regularisedGamma } from './gamma.ts'

/** P(X <= x) of a chi-squared variable. */
export function chiSquaredCumulative(x: number, freedom: number): number {
  return regularisedGamma(freedom / 2, x / 2)
}

export function chiSquaredQuantile(p: number, freedom: number): number {
  return quantileAboveZero(p, (x) => chiSquaredCumulative(x, freedom), freedom)
}

/** P(T <= t) of Student's t. */
export function studentCumulative(t: number, freedom: number): number {
  const tail = regularisedBeta(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2
  return t > 0 ? 1 - tail : tail
}

export function studentQuantile(p: number, freedom: number): number {
  if (p === 0.5) return 0
  if (p < 0.5) return -studentQuantile(1 - p, freedom)
  return quantileAboveZero(p, (t) => studentCumulative(t, freedom), 1)
}

/** P(X <= x) of Fisher's F. */
export function fisherCumulative(x: number, upper: number, lower: number): number {
  return x <= 0 ? 0 : regularisedBeta(upper / 2, lower / 2, (upper * x) / (upper * x + lower))
}

export function fisherQuantile(p: number, upper: number, lower: number): number {
  return quantileAboveZero(p, (x) => fisherCumulative(x, upper, lower), 1)
}

/** x >= 0 with cumulative(x) = p, from a guess of its size. */
function quantileAboveZero(p: number, cumulative: (x: number) => number, guess: number): number {
  if (p <= 0) return 0
  if (p >= 1) return Infinity
  let high = guess
  while (cumulative(high) < p) high *= 2
  return bisect(p, cumulative, 0, high)
}

/** Halves the interval until its ends are neighbouring numbers: slow, and never wrong. */
function bisect(p: number, cumulative: (x: number) => number, from: number, to: number): number {
  let low = from
  let high = to
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return high
    if (cumulative(middle) < p) low = middle
    else high = middle
  }
}
