// What a series of noisy steps spends of a privacy budget, and how much noise a budget asks for.

import { MillraceError } from '../../errors.ts'
import { lossEpsilon } from './privacy-loss.ts'
import {
  expectDelta,
  isExponential,
  renyiEpsilon,
  type GaussianSteps,
  type Mechanism,
} from './renyi.ts'

/** `privacy-loss` composes the distribution of the loss; `renyi` bounds it: faster and a tenth larger. */
export type Accounting = 'privacy-loss' | 'renyi'

/** A promise about every single row: outputs with and without it differ by exp(epsilon), up to delta. */
export interface PrivacyBudget {
  readonly epsilon: number
  readonly delta: number
}

/** Epsilon at `delta` of everything that was done, in any order; choices are bounded by Renyi alone. */
export function spentEpsilon(
  parts: readonly Mechanism[],
  delta: number,
  accounting: Accounting = 'privacy-loss',
): number {
  const gaussian = parts.filter((part): part is GaussianSteps => !isExponential(part))
  const isBounded = accounting === 'renyi' || gaussian.length < parts.length
  return isBounded ? renyiEpsilon(parts, delta) : lossEpsilon(gaussian, delta)
}

export interface NoiseRequest extends PrivacyBudget {
  readonly rate: number
  readonly steps: number
  /** What is released beside these steps, and paid from the same budget. */
  readonly others?: readonly GaussianSteps[]
  readonly accounting?: Accounting
}

/** Noise outside of this is not tried: no budget that it keeps is one to train under. */
const smallestNoise = 0.05
const largestNoise = 1000

/**
 * The noise under which the steps, with what else is released, spend the budget but for 0.3%.
 * @throws MillraceError `bad-input` where no noise keeps it.
 */
export function noiseFor(request: NoiseRequest): number {
  const { epsilon, delta, rate, steps, others = [], accounting = 'privacy-loss' } = request
  expectDelta(delta)
  if (!(epsilon > 0)) {
    throw new MillraceError('bad-input', `epsilon: expected more than 0, got ${epsilon}`)
  }
  const spentAt = (noise: number, by: Accounting): number =>
    spentEpsilon([...others, { noise, rate, steps }], delta, by)
  if (spentAt(largestNoise, accounting) > epsilon) {
    throw new MillraceError(
      'bad-input',
      `epsilon: too small for what is released, expected more, got ${epsilon}`,
      { hint: 'take fewer steps, a smaller sampling rate, or a larger epsilon' },
    )
  }
  // The Renyi bound is quick and never below: its noise is enough, and little more than is needed.
  let enough = bisect(smallestNoise, largestNoise, (noise) => spentAt(noise, 'renyi') <= epsilon)
  if (accounting === 'renyi') return enough
  // Epsilon falls about like a power of the noise: secant steps between logarithms.
  let noise = enough
  let before: { readonly noise: number; readonly spent: number } | undefined
  for (let step = 0; step < 8; step++) {
    const spent = spentAt(noise, accounting)
    if (spent <= epsilon) enough = Math.min(enough, noise)
    if (spent <= epsilon && spent >= 0.997 * epsilon) break
    const slope = before ? Math.log(noise / before.noise) / Math.log(spent / before.spent) : -0.75
    before = { noise, spent }
    noise *= ((0.9985 * epsilon) / spent) ** slope
  }
  return enough
}

/** The least noise, to 0.1%, that is enough; `high` is taken to be. */
function bisect(low: number, high: number, isEnough: (noise: number) => boolean): number {
  let under = low
  let over = high
  while (over / under > 1.001) {
    const middle = Math.sqrt(under * over)
    if (isEnough(middle)) over = middle
    else under = middle
  }
  return over
}
