// The Weibull distribution of lives by maximum likelihood, with right censoring and left truncation.
// S(t) = exp(-(t / scale)^shape). Given the shape, the best scale is closed:
//   scale^shape = sum(age^shape - entry^shape) / failures,
// and the shape is the root of the profile's slope (Lawless 2003, Statistical Models and Methods for
// Lifetime Data, 5.2). Standard errors are those of the observed information.

import { MillraceError } from '../../../errors.ts'
import type { Random } from '../../../random.ts'
import type { Lifetime } from './lifetimes.ts'

export interface Weibull {
  readonly shape: number
  /** In cycles: the age that 37% reach. */
  readonly scale: number
}

export interface WeibullFit extends Weibull {
  readonly logLikelihood: number
  /** Covariance of (ln scale, ln shape). */
  readonly covariance: {
    readonly scale: number
    readonly shape: number
    readonly both: number
  }
}

/**
 * @throws MillraceError `bad-input` where the likelihood has no peak: fewer than two failures, or all at one age.
 */
export function fitWeibull(lifetimes: readonly Lifetime[]): WeibullFit {
  const failed = lifetimes.filter(({ failed }) => failed)
  const ages = new Set(failed.map(({ age }) => age))
  if (ages.size < 2) {
    throw new MillraceError(
      'bad-input',
      `weibull: the shape cannot be told, expected failures at two ages or more, got ${failed.length} failures at ${ages.size}`,
    )
  }
  // Ages in units of the longest: powers then stay within range.
  const unit = Math.max(...lifetimes.map(({ age }) => age))
  const scaled = lifetimes.map(({ age, entryAge }) => ({
    age: age / unit,
    entryAge: entryAge / unit,
  }))
  const meanLog = failed.reduce((sum, { age }) => sum + Math.log(age / unit), 0) / failed.length

  /** Slope of the profile likelihood in the shape, over the number of failures. */
  const slope = (shape: number): number => {
    let power = 0
    let weighted = 0
    for (const { age, entryAge } of scaled) {
      const high = age ** shape
      power += high
      weighted += high * Math.log(age)
      if (entryAge > 0) {
        const low = entryAge ** shape
        power -= low
        weighted -= low * Math.log(entryAge)
      }
    }
    return 1 / shape + meanLog - weighted / power
  }
  const shape = rootOf(slope)
  const power = scaled.reduce((sum, { age, entryAge }) => sum + age ** shape - entryAge ** shape, 0)
  const scale = unit * (power / failed.length) ** (1 / shape)
  return { shape, scale, ...curvature(lifetimes, { shape, scale }) }
}

/** Share alive at an age. */
export function weibullAlive({ shape, scale }: Weibull, age: number): number {
  return Math.exp(-((Math.max(0, age) / scale) ** shape))
}

/** The remaining life that a machine of this age outlives with probability `alive`, above 0. */
export function weibullRemaining({ shape, scale }: Weibull, age: number, alive: number): number {
  return scale * ((age / scale) ** shape - Math.log(alive)) ** (1 / shape) - age
}

/** A distribution that the data allow as well: drawn from the normal approximation of the estimate. */
export function drawWeibull({ shape, scale, covariance }: WeibullFit, random: Random): Weibull {
  const first = random.normal()
  const second = random.normal()
  const spread = Math.sqrt(covariance.scale)
  const along = covariance.both / spread
  const across = Math.sqrt(Math.max(0, covariance.shape - along ** 2))
  return {
    scale: scale * Math.exp(spread * first),
    shape: shape * Math.exp(along * first + across * second),
  }
}

/** Bisection on the logarithm of the shape; the slope falls from plus to minus infinity. */
function rootOf(slope: (shape: number) => number): number {
  let low = Math.log(0.02)
  let high = Math.log(200)
  if (!(slope(Math.exp(low)) > 0 && slope(Math.exp(high)) < 0)) {
    throw new MillraceError(
      'bad-input',
      'weibull: the shape cannot be told, expected one of 0.02 to 200, got lives that fit none',
    )
  }
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (slope(Math.exp(middle)) > 0) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

/** Log likelihood and the inverse of its negative second derivatives in (ln scale, ln shape). */
function curvature(
  lifetimes: readonly Lifetime[],
  { shape, scale }: Weibull,
): Pick<WeibullFit, 'logLikelihood' | 'covariance'> {
  let logLikelihood = 0
  let scaleScale = 0
  let shapeShape = 0
  let scaleShape = 0
  const add = (age: number, sign: number): void => {
    if (age <= 0) return
    const z = shape * Math.log(age / scale)
    const hazard = sign * Math.exp(z)
    logLikelihood -= hazard
    scaleScale += hazard * shape ** 2
    scaleShape -= shape * hazard * (1 + z)
    shapeShape += hazard * (z ** 2 + z)
  }
  for (const { age, entryAge, failed } of lifetimes) {
    add(age, 1)
    add(entryAge, -1)
    if (!failed) continue
    const z = shape * Math.log(age / scale)
    logLikelihood += Math.log(shape / age) + z
    scaleShape += shape
    shapeShape -= z
  }
  const determinant = scaleScale * shapeShape - scaleShape ** 2
  return {
    logLikelihood,
    covariance: {
      scale: shapeShape / determinant,
      shape: scaleScale / determinant,
      both: -scaleShape / determinant,
    },
  }
}
