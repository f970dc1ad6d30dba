// Constants of control charts, from their definitions: what the spread statistics of n independent
// standard normal values are on average, and how much they vary.

import { logGamma } from '../../../statistics/gamma.ts'
import { normalCumulative, normalDensity } from '../../../statistics/normal.ts'
import { integrate } from '../../../statistics/quadrature.ts'

/** Of the standard deviation of n >= 2 values: c4 = sqrt(2 / (n - 1)) Γ(n / 2) / Γ((n - 1) / 2). */
export function c4(n: number): number {
  return Math.sqrt(2 / (n - 1)) * Math.exp(logGamma(n / 2) - logGamma((n - 1) / 2))
}

export interface RangeMoments {
  /** Mean of the range. */
  readonly d2: number
  /** Its standard deviation. */
  readonly d3: number
}

/** Enough for ranges of a thousand values to ten digits. */
const quadraturePoints = 200

const known = new Map<number, RangeMoments>()

/**
 * Of the range of n >= 2 values. P(R <= r) = n ∫ φ(x) (Φ(x + r) - Φ(x))^(n - 1) dx (Tippett 1925,
 * doi:10.1093/biomet/17.3-4.364), and E R = ∫ P(R > r) dr, E R^2 = 2 ∫ r P(R > r) dr.
 */
export function rangeMoments(n: number): RangeMoments {
  const found = known.get(n)
  if (found) return found
  const exceeds = (r: number): number =>
    1 -
    n *
      integrate(
        (x) => normalDensity(x) * (normalCumulative(x + r) - normalCumulative(x)) ** (n - 1),
        -9,
        9,
        quadraturePoints,
      )
  const d2 = integrate(exceeds, 0, 18, quadraturePoints)
  const square = 2 * integrate((r) => r * exceeds(r), 0, 18, quadraturePoints)
  const moments = { d2, d3: Math.sqrt(square - d2 * d2) }
  known.set(n, moments)
  return moments
}
