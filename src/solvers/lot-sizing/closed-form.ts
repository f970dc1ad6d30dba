// Closed forms for one item: what the general solver must agree with, and what a single item needs no solver for.

import { normalDensity, normalQuantile } from '../../statistics/normal.ts'

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
  return {
    quantity: mean + deviation * z,
    cost: (holdingCost + shortageCost) * deviation * normalDensity(z),
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
