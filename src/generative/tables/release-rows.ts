// The rows that a family may see under a privacy budget, and what that promises.

import { MillraceError } from '../../errors.ts'
import { createRandom, createSecureRandom } from '../../random.ts'
import { privateRows, rowsBesideNoise } from '../privacy/private-rows.ts'
import {
  budgetFor,
  concentrated,
  type PrivacyOptions,
  type PrivacyStatement,
  statePrivacy,
} from '../privacy/statement.ts'
import type { RowMatrix } from './row-matrix.ts'

export interface ReleasedRows {
  readonly rows: RowMatrix
  readonly statement: PrivacyStatement
}

/** @throws MillraceError `bad-input` for a budget that promises nothing, or rows too few for it. */
export function releaseRows(
  rows: RowMatrix,
  privacy: PrivacyOptions,
  seed: number | string,
): ReleasedRows {
  const { fields, values, rowCount } = rows
  const { randomness = 'secure' } = privacy
  const budget = budgetFor(privacy, rowCount)
  const rho = concentrated(budget)
  const needed = rowsBesideNoise(rho, fields.length)
  if (rowCount < needed) {
    throw new MillraceError(
      'bad-input',
      `privacy: too few records for epsilon ${budget.epsilon}, expected at least ${needed} of ${fields.length} fields, got ${rowCount}`,
      {
        hint: 'take more records, fewer fields or a larger epsilon: this model would be mostly noise',
      },
    )
  }
  const random = createRandom(seed).split('private rows')
  const released = privateRows(fields, values, {
    rho,
    noiseRandom: randomness === 'secure' ? createSecureRandom() : random.split('noise'),
    random: random.split('draw'),
  })
  return {
    rows: { fields, rowCount: released.values.length / fields.length, values: released.values },
    statement: statePrivacy(released.releases, budget.delta, randomness),
  }
}
