// Remaining lives drawn from the Weibull distribution of a fleet's lives.

import type { Random } from '../../../random.ts'
import { exposureOf, type Lifetime } from './lifetimes.ts'
import { drawWeibull, fitWeibull, weibullRemaining, type WeibullFit } from './weibull.ts'

/** The remaining lives that a machine of this age may have, equally likely. */
export type Drawer = (age: number, random: Random) => Float64Array

/** Of failures at one age only, no shape can be told: the chance of failing is then the same at every age. */
export function weibullOf(lifetimes: readonly Lifetime[]): WeibullFit {
  const failed = lifetimes.filter(({ failed }) => failed)
  if (new Set(failed.map(({ age }) => age)).size >= 2) return fitWeibull(lifetimes)
  return {
    shape: 1,
    scale: exposureOf(lifetimes) / failed.length,
    logLikelihood: NaN,
    covariance: { scale: 1 / failed.length, shape: 0, both: 0 },
  }
}

/** Each draw from a distribution of its own, so that few failures give wide intervals. */
export function weibullDrawer(fit: WeibullFit, count: number): Drawer {
  return (age, random) => {
    const alive = shuffledLevels(count, random)
    return alive.map((level) => weibullRemaining(drawWeibull(fit, random), age, level))
  }
}

/** (i + 1/2) / count in any order: the draws of a sample without its noise. */
export function shuffledLevels(count: number, random: Random): Float64Array {
  return random.shuffle(Float64Array.from({ length: count }, (_, i) => (i + 0.5) / count))
}
