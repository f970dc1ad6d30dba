// Differentially private gradient descent (Abadi et al. 2016, doi:10.1145/2976749.2978318): each row
// takes part in a step by a toss of its own, its gradient is clipped, and noise is added to the sum.
// What a run of such steps promises is for an accountant to say (generative/privacy/accountant.ts).

import { MillraceError } from '../../errors.ts'
import { createRandom, createSecureRandom, type Random } from '../../random.ts'

export interface PrivateSteps {
  /** Largest norm of the gradient of one row's loss. */
  readonly limit: number
  /** Deviation of the noise, in units of `limit`. */
  readonly noise: number
  /** Probability with which each row takes part in a step, independently of all others. */
  readonly rate: number
  /**
   * Where tosses and noise come from. `reproducible` draws them from the seed: whoever knows it can
   * take the noise away, so that such a run promises nothing. Default `secure`.
   */
  readonly randomness?: 'secure' | 'reproducible'
}

/** The feed with 1 for each row of a batch that counts and 0 for one that fills it up. */
export const rowWeightsName = 'rows/weights'

/** @throws MillraceError `bad-input` */
export function expectPrivateSteps({ limit, noise, rate }: PrivateSteps): void {
  const check = (name: string, value: number, isRight: boolean, expected: string): void => {
    if (isRight) return
    throw new MillraceError('bad-input', `private ${name}: expected ${expected}, got ${value}`)
  }
  check('limit', limit, limit > 0 && Number.isFinite(limit), 'a number above 0')
  check('noise', noise, noise > 0 && Number.isFinite(noise), 'a number above 0')
  check('rate', rate, rate > 0 && rate <= 1, 'a number above 0 and at most 1')
}

/** The random numbers that the promise rests on, for one purpose. */
export function privateRandom(
  { randomness = 'secure' }: PrivateSteps,
  seed: number | string,
  purpose: string,
): Random {
  return randomness === 'secure' ? createSecureRandom() : createRandom(seed).split(purpose)
}

/** The rows of the next step: each of `rowCount` with probability `rate`. */
export function drawRows(random: Random, rowCount: number, rate: number): Uint32Array {
  const rows: number[] = []
  for (let row = 0; row < rowCount; row++) if (random.uniform() < rate) rows.push(row)
  return Uint32Array.from(rows)
}

/**
 * Turns a sum of clipped gradients into the noisy mean that may be released, in place: noise of
 * deviation `noise * limit` is added, and the sum is divided by the number of rows that is expected.
 */
export function releaseMean(
  sum: Float32Array,
  { limit, noise, rate }: PrivateSteps,
  rowCount: number,
  random: Random,
): void {
  const deviation = noise * limit
  const share = 1 / (rate * rowCount)
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i]! + deviation * random.normal()) * share
}
