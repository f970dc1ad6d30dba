// Closed forms for one item: what the general solver must agree with, and what a single item needs no solver for.

/** Order quantity and cost per unit of time that balance a fixed order cost against holding (Harris 1913). */
export function economicOrderQuantity(
  fixedCost: number,
  holdingCost: number,
  demandRate: number,
): { quantity: number; costRate: number } {
  return {
    quantity: Math.sqrt((2 * fixedCost * demandRate) / holdingCost),
    costRate: Math.sqrt(2 * fixedCost * demandRate * holdingCost),
  }
}

/**
 * Stock S with the least E[holding (S - D)+ + shortage (D - S)+] for normal demand, and that cost
 * (Arrow, Harris & Marschak 1951): S is the shortage / (holding + shortage) quantile.
 */
export function newsvendorNormal(
  holdingCost: number,
  shortageCost: number,
  mean: number,
  deviation: number,
): { quantity: number; cost: number } {
  const z = normalQuantile(shortageCost / (holdingCost + shortageCost))
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
  return {
    quantity: mean + deviation * z,
    cost: (holdingCost + shortageCost) * deviation * density,
  }
}

/** The same for equally likely scenarios: the smallest value that covers the critical fraction of them. */
export function newsvendorEmpirical(
  holdingCost: number,
  shortageCost: number,
  scenarios: ArrayLike<number>,
): { quantity: number; cost: number } {
  const sorted = Float64Array.from(scenarios).sort()
  const fraction = shortageCost / (holdingCost + shortageCost)
  const rank = Math.min(
    sorted.length - 1,
    Math.max(0, Math.ceil(fraction * sorted.length - 1e-9) - 1),
  )
  const quantity = sorted[rank]!
  let cost = 0
  for (const demand of sorted) {
    cost +=
      holdingCost * Math.max(0, quantity - demand) + shortageCost * Math.max(0, demand - quantity)
  }
  return { quantity, cost: cost / sorted.length }
}

/** Standard normal quantile to double precision: Newton steps on the distribution function. */
export function normalQuantile(probability: number): number {
  if (probability <= 0) return -Infinity
  if (probability >= 1) return Infinity
  if (probability > 0.5) return -normalQuantile(1 - probability)
  // Start: the leading term of the tail.
  const tail = Math.sqrt(-2 * Math.log(probability))
  let z = probability < 0.3 ? -(tail - Math.log(tail * 2.5) / tail) : (probability - 0.5) * 2.5
  for (let step = 0; step < 60; step++) {
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
    const error = (normalDistribution(z) - probability) / density
    // Halley's correction.
    const change = error / (1 + 0.5 * z * error)
    z -= change
    if (Math.abs(change) < 1e-15 * (1 + Math.abs(z))) break
  }
  return z
}

/** Standard normal distribution function: Taylor series near 0, continued fraction in the tail. */
export function normalDistribution(z: number): number {
  const size = Math.abs(z)
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
  if (size < 4) {
    let term = size
    let sum = size
    for (let k = 1; term > 1e-18 * sum; k++) {
      term *= (size * size) / (2 * k + 1)
      sum += term
    }
    const half = density * sum
    return z < 0 ? 0.5 - half : 0.5 + half
  }
  let fraction = 0
  for (let k = 80; k > 0; k--) fraction = k / (size + fraction)
  const upper = density / (size + fraction)
  return z < 0 ? upper : 1 - upper
}
