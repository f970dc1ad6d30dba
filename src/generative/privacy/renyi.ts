// Renyi differential privacy of the Poisson-subsampled Gaussian mechanism (Mironov, Talwar & Zhang
// 2019, arXiv:1908.10530), and its conversion to (epsilon, delta).

import { MillraceError } from '../../errors.ts'

/** A Gaussian mechanism of sensitivity 1, run `steps` times, each on a Poisson sample of the rows. */
export interface GaussianSteps {
  /** Deviation of the noise, in units of the sensitivity. */
  readonly noise: number
  /** Probability with which each row takes part in a step. */
  readonly rate: number
  readonly steps: number
}

/**
 * An exponential mechanism, run `steps` times: the log ratio of any two chances changes by at most
 * `epsilon` with one row. Its Renyi divergence of order a is at most a epsilon^2 / 8 (Cesar & Rogers
 * 2021, arXiv:2004.07223, lemma 3.4), and never more than epsilon.
 */
export interface ExponentialSteps {
  readonly epsilon: number
  readonly steps: number
}

export type Mechanism = GaussianSteps | ExponentialSteps

export function isExponential(mechanism: Mechanism): mechanism is ExponentialSteps {
  return 'epsilon' in mechanism
}

/** Orders over which the conversion takes its best; dense where budgets of 0.1 to 20 have theirs. */
export const renyiOrders: readonly number[] = [
  ...Array.from({ length: 99 }, (_, i) => 1 + (i + 1) / 10),
  ...Array.from({ length: 54 }, (_, i) => i + 11),
  ...Array.from({ length: 9 }, (_, i) => Math.round(64 * 2 ** ((i + 1) / 2))),
]

/**
 * The Renyi divergence of any order above 1 that one step can cause:
 *
 *     1 / (a - 1) log E[((1 - q) + q exp((2 z - 1) / (2 s^2)))^a],  z ~ N(0, s^2).
 *
 * The integrand is analytic and falls like a normal density, so the trapezoidal rule converges
 * exponentially (Trefethen & Weideman 2014, doi:10.1137/130932132): whole and fractional orders
 * alike come out to more than ten digits.
 */
export function subsampledDivergence(order: number, noise: number, rate: number): number {
  if (rate === 0) return 0
  if (rate === 1) return order / (2 * noise ** 2)
  const variance = noise ** 2
  // Branch points lie pi s^2 off the real line; the density has the width s.
  const width = Math.min(noise / 6, variance / 4)
  const start = -10 * noise
  const count = Math.ceil((order + 20 * noise) / width)
  const logRate = Math.log(rate)
  const logRest = Math.log1p(-rate)
  let peak = -Infinity
  let total = 0
  for (let i = 0; i <= count; i++) {
    const z = start + i * width
    const shifted = logRate + (2 * z - 1) / (2 * variance)
    const larger = Math.max(logRest, shifted)
    const ratio = larger + Math.log1p(Math.exp(Math.min(logRest, shifted) - larger))
    const exponent = order * ratio - z ** 2 / (2 * variance)
    if (exponent > peak) {
      total = total * Math.exp(peak - exponent) + 1
      peak = exponent
    } else total += Math.exp(exponent - peak)
  }
  const logMoment = peak + Math.log((total * width) / (noise * Math.sqrt(2 * Math.PI)))
  // The moment is at least 1; rounding may put it a hair below.
  return Math.max(0, logMoment) / (order - 1)
}

/**
 * Epsilon at `delta` of steps that follow one another: divergences add up, and each order gives
 *
 *     epsilon = divergence + log((a - 1) / a) - (log delta + log a) / (a - 1)
 *
 * (Canonne, Kamath & Steinke 2020, arXiv:2004.00010, proposition 12; Balle et al. 2020,
 * arXiv:1905.09982, theorem 21). The least over the orders holds.
 */
export function renyiEpsilon(parts: readonly Mechanism[], delta: number): number {
  expectDelta(delta)
  for (const part of parts) expectSteps(part)
  const active = parts.filter((part) => part.steps > 0 && (isExponential(part) || part.rate > 0))
  if (active.length === 0) return 0
  let least = Infinity
  for (const order of renyiOrders) {
    const divergence = active.reduce(
      (total, part) => total + part.steps * divergenceOf(part, order),
      0,
    )
    const epsilon =
      divergence + Math.log1p(-1 / order) - (Math.log(delta) + Math.log(order)) / (order - 1)
    least = Math.min(least, epsilon)
  }
  return Math.max(0, least)
}

/** Of one step. */
function divergenceOf(mechanism: Mechanism, order: number): number {
  if (!isExponential(mechanism)) {
    return subsampledDivergence(order, mechanism.noise, mechanism.rate)
  }
  return Math.min((order * mechanism.epsilon ** 2) / 8, mechanism.epsilon)
}

/** @throws MillraceError `bad-input` for what is no mechanism. */
export function expectSteps(mechanism: Mechanism): void {
  const { steps } = mechanism
  if (!(steps >= 0 && Number.isInteger(steps))) {
    throw new MillraceError('bad-input', `privacy: steps, expected a whole number, got ${steps}`)
  }
  if (isExponential(mechanism)) {
    const { epsilon } = mechanism
    if (epsilon >= 0) return
    throw new MillraceError('bad-input', `privacy: epsilon, expected at least 0, got ${epsilon}`)
  }
  const { noise, rate } = mechanism
  if (!(noise > 0) || !Number.isFinite(noise)) {
    throw new MillraceError('bad-input', `privacy: no noise, expected more than 0, got ${noise}`)
  }
  if (!(rate >= 0 && rate <= 1)) {
    throw new MillraceError('bad-input', `privacy: sampling rate, expected 0 to 1, got ${rate}`)
  }
}

/** @throws MillraceError `bad-input` */
export function expectDelta(delta: number): void {
  if (delta > 0 && delta < 1) return
  throw new MillraceError(
    'bad-input',
    `delta: out of range, expected 0 < delta < 1, got ${delta}`,
    {
      hint: 'take less than one over the number of rows, such as 1e-5',
    },
  )
}
