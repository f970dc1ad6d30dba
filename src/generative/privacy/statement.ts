// What a model promises about the rows that it was fitted on, what that was made of, and what it leaves
// open: kept with the model, and told wherever the model is described.

import { MillraceError } from '../../errors.ts'
import { noiseFor, spentEpsilon, type PrivacyBudget } from './accountant.ts'
import type { Mechanism } from './renyi.ts'

export interface PrivacyOptions {
  /** Budget of everything that is learnt from the rows; smaller is more private. */
  readonly epsilon: number
  /** Chance of the promise failing; default a tenth of one over the number of rows. */
  readonly delta?: number | undefined
  /** `reproducible` takes the noise from the seed, for tests: such a model promises nothing. */
  readonly randomness?: 'secure' | 'reproducible'
}

export interface PrivacyStatement extends PrivacyBudget {
  readonly randomness: 'secure' | 'reproducible'
  /** What was released of the rows, in the order of release. */
  readonly releases: readonly Release[]
  /** Sentences for a person. */
  readonly covered: readonly string[]
  readonly notCovered: readonly string[]
}

export interface Release {
  readonly what: string
  readonly mechanism: Mechanism
}

/** @throws MillraceError `bad-input` for a budget that promises nothing. */
export function budgetFor({ epsilon, delta }: PrivacyOptions, rowCount: number): PrivacyBudget {
  const own = delta ?? 0.1 / rowCount
  if (!(own > 0 && own < 1 / rowCount)) {
    throw new MillraceError(
      'bad-input',
      `delta: too large, expected less than one over the ${rowCount} rows, got ${own}`,
      { hint: 'a delta of one over the rows lets a model give a whole row away' },
    )
  }
  if (!(epsilon > 0 && Number.isFinite(epsilon))) {
    throw new MillraceError('bad-input', `epsilon: expected a number above 0, got ${epsilon}`)
  }
  return { epsilon, delta: own }
}

/**
 * The budget as zero-concentrated privacy (Bun & Steinke 2016, arXiv:1605.02658), which adds up: a
 * Gaussian mechanism of noise s costs 1 / (2 s^2), a choice by epsilon costs epsilon^2 / 8, also where
 * what is asked next depends on the answers so far (Whitehouse et al. 2023, arXiv:2203.05481).
 */
export function concentrated(budget: PrivacyBudget): number {
  const noise = noiseFor({ ...budget, rate: 1, steps: 1, accounting: 'renyi' })
  return 1 / (2 * noise ** 2)
}

/** What was done, as it is told; epsilon is what was really spent. */
export function statePrivacy(
  releases: readonly Release[],
  delta: number,
  randomness: 'secure' | 'reproducible' = 'secure',
): PrivacyStatement {
  const mechanisms = releases.map(({ mechanism }) => mechanism)
  const spent = { epsilon: spentEpsilon(mechanisms, delta), delta, randomness, releases }
  if (randomness === 'secure') return { ...spent, covered, notCovered }
  return { ...spent, covered: [], notCovered: [dryRun, ...notCovered] }
}

const dryRun =
  'Anything: the noise was drawn from the seed, for a dry run; whoever knows the seed can take it away.'

const covered: readonly string[] = [
  'Any single row: with and without it, every outcome of the fit is about equally likely.',
  'What the encoders know of the data, and validation: both see private rows only.',
  'Everything made of the model later: samples, imputations, scores.',
]

const notCovered: readonly string[] = [
  'Several rows about one person or machine: k rows weaken the promise k-fold.',
  'The schema: names, levels, bounds and rounding are taken as public knowledge.',
  'The number of rows, which is taken as public.',
  'A refusal: a fit that ends with a sentence about a row tells of it, and leaves no model.',
  'What else was told of the same rows, such as a schema under a budget or another fit: epsilons and deltas add up.',
  'Settings tried on the same rows before this fit, and evidence that compares samples with real rows.',
  'Rounding of floating-point noise, and the time that the fit took.',
]
