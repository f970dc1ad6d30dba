// Numerical integration of smooth functions.

/** Points and weights on [-1, 1] of the rule that is exact for polynomials up to degree 2 n - 1. */
interface Rule {
  readonly points: Float64Array
  readonly weights: Float64Array
}

const rules = new Map<number, Rule>()

/** The integral of f over [low, high] by Gauss and Legendre's rule of `count` points. */
export function integrate(f: (x: number) => number, low: number, high: number, count = 64): number {
  const { points, weights } = ruleOf(count)
  const half = (high - low) / 2
  const centre = (high + low) / 2
  let sum = 0
  for (let i = 0; i < count; i++) sum += weights[i]! * f(centre + half * points[i]!)
  return half * sum
}

function ruleOf(count: number): Rule {
  const known = rules.get(count)
  if (known) return known
  const points = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = 0
    for (let step = 0; step < 20; step++) {
      // Legendre's polynomials by their recurrence.
      let before = 1
      let value = x
      for (let k = 2; k <= count; k++) {
        const next = ((2 * k - 1) * x * value - (k - 1) * before) / k
        before = value
        value = next
      }
      slope = (count * (x * value - before)) / (x * x - 1)
      const change = value / slope
      x -= change
      if (Math.abs(change) < 1e-15) break
    }
    points[i] = x
    weights[i] = 2 / ((1 - x * x) * slope * slope)
  }
  const rule = { points, weights }
  rules.set(count, rule)
  return rule
}
