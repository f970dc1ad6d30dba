// The rows that a family may see under a privacy budget, and what that promises.

import { createRandom, createSecureRandom } from '../../random.ts'
import { privateRows } from '../privacy/private-rows.ts'
import {
  budgetFor,
  type PrivacyOptions,
  type PrivacyStatement,
  shareBudget,
  statePrivacy,
} from '../privacy/statement.ts'
import type { RowMatrix } from './row-matrix.ts'

export interface ReleasedRows {
  readonly rows: RowMatrix
  readonly statement: PrivacyStatement
}

/** What the budget is spent on, and the share of each. */
const releases = [
  { what: 'counts of each field', weight: 0.15 },
  { what: 'dependence of each pair of fields', weight: 0.2 },
  { what: 'counts of the pairs that depend most', weight: 0.65 },
] as const

/** @throws MillraceError `bad-input` for a budget that promises nothing. */
export function releaseRows(
  rows: RowMatrix,
  privacy: PrivacyOptions,
  seed: number | string,
): ReleasedRows {
  const { fields, values, rowCount } = rows
  const { randomness = 'secure' } = privacy
  const budget = budgetFor(privacy, rowCount)
  const noise = shareBudget(
    budget,
    releases.map(({ weight }) => weight),
  )
  const random = createRandom(seed).split('private rows')
  const drawn = privateRows(fields, values, {
    noise: { fields: noise[0]!, pairs: noise[1]!, counts: noise[2]! },
    noiseRandom: randomness === 'secure' ? createSecureRandom() : random.split('noise'),
    random: random.split('draw'),
  })
  const done = releases.map(({ what }, i) => ({
    what,
    mechanism: { noise: noise[i]!, rate: 1, steps: 1 },
  }))
  return {
    rows: { ...rows, values: drawn },
    statement: statePrivacy(done, budget.delta, randomness),
  }
}
