// How long a machine will still run, as a distribution: what every model of lives gives, from sensors or
// from ages alone, and what alerts and service plans are made of.

import type { MachineRemark } from './remarks.ts'

export interface RemainingLife {
  readonly machine: string
  /** The last cycle that was seen of the machine; remaining life counts from here. */
  readonly cycle: number
  /** Equally likely remaining lives in cycles, ascending, none below 0. */
  readonly draws: Float64Array
  /** The remaining life that is not reached with probability `level`, 0 to 1. */
  quantile(level: number): number
  /** The probability of failing within the next `cycles`. */
  riskWithin(cycles: number): number
  /** 1 for a machine as good as new, 0 for one about to fail. */
  readonly health: number
  /** False where the machine is outside of what the model has learned; `reasons` then say why. */
  readonly isFamiliar: boolean
  /** Also what was made up for. */
  readonly reasons: readonly MachineRemark[]
}

export interface LifeDraws {
  readonly machine: string
  readonly cycle: number
  /** In any order; at least one. */
  readonly draws: Float64Array
  /** The remaining life of a machine as good as new, in cycles: the median of what it had at first. */
  readonly fullLife: number
  readonly isFamiliar?: boolean
  readonly reasons?: readonly MachineRemark[]
}

/** The health index is the median remaining life as a share of a full one, at most 1. */
export function remainingLife({
  machine,
  cycle,
  draws,
  fullLife,
  isFamiliar = true,
  reasons = [],
}: LifeDraws): RemainingLife {
  const sorted = draws.map((life) => Math.max(0, life)).sort()
  const quantile = (level: number): number => quantileOf(sorted, level)
  return {
    machine,
    cycle,
    draws: sorted,
    quantile,
    riskWithin: (cycles) => countUpTo(sorted, cycles) / sorted.length,
    health: Math.min(1, quantile(0.5) / fullLife),
    isFamiliar,
    reasons,
  }
}

/**
 * Linear between the draws, of which the i-th stands for level (i + 1/2) / n (Hyndman & Fan 1996,
 * definition 5, doi:10.2307/2684934).
 */
function quantileOf(sorted: Float64Array, level: number): number {
  const place = Math.min(Math.max(level * sorted.length - 0.5, 0), sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  return low + (place - below) * ((sorted[below + 1] ?? low) - low)
}

/** How many are at most `limit`. */
function countUpTo(sorted: Float64Array, limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}
