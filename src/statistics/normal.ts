// The standard normal distribution.

/** Density at x; 0 at both infinities. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)
}

/**
 * P(Z <= x), relative error below 1e-12 also in the lower tail: a rational approximation near 0 (Hart 1968,
 * no. 5666) and a continued fraction beyond.
 */
export function normalCumulative(x: number): number {
  if (x > 0) return 1 - normalCumulative(-x)
  if (x < -38.5) return 0
  const size = -x
  const decay = Math.exp(-0.5 * x * x)
  if (size < 3) {
    return (decay * polynomial(cumulativeNumerator, size)) / polynomial(cumulativeDenominator, size)
  }
  let fraction = size
  for (let k = 60; k > 0; k--) fraction = size + k / fraction
  return decay / fraction / Math.sqrt(2 * Math.PI)
}

/**
 * z with P(Z <= z) = p, relative error below 1e-12; infinite at 0 and 1. A start by the rational approximations of
 * Acklam (2003), relative error 1.2e-9, and a step of Halley.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p <= 0 ? -Infinity : p >= 1 ? Infinity : Number.NaN
  if (p > 0.5) return -normalQuantile(1 - p)
  const start = quantileStart(p)
  const error = (normalCumulative(start) - p) / normalDensity(start)
  // The second derivative of the distribution is -z times the density.
  const z = start - error / (1 + 0.5 * start * error)
  return Number.isFinite(z) ? z : start
}

function quantileStart(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    return polynomial(tailNumerator, q) / polynomial(tailDenominator, q)
  }
  const q = p - 0.5
  const r = q * q
  return (polynomial(centreNumerator, r) * q) / polynomial(centreDenominator, r)
}

/** Coefficients of the highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let total = 0
  for (let i = 0; i < coefficients.length; i++) total = total * x + coefficients[i]!
  return total
}

const cumulativeNumerator = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
]
const cumulativeDenominator = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
]
const centreNumerator = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2,
  -3.066479806614716e1, 2.506628277459239,
]
const centreDenominator = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
  -1.328068155288572e1, 1,
]
const tailNumerator = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
]
const tailDenominator = [
  7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1,
]
