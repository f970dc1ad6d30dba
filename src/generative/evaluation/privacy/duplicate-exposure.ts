// What near-duplicates do to privacy: whether records that stand in the training rows more than once, exactly or
// nearly, are met more closely by synthetic rows than records that stand there once.

import { findNearDuplicates } from '../../../data/preparation/near-duplicates.ts'
import { type AlignedColumn, lengthOf, takeRows } from '../../../data/table/aligned-columns.ts'
import type { Table } from '../../../data/table/table.ts'
import type { Random } from '../../../random.ts'
import { median } from '../../../statistics/quantile.ts'
import { closestDistances, recordEncoder } from './closest-record.ts'
import { exactCopies } from './exact-copies.ts'

export interface Exposure {
  /** Records of this kind, and how many of them distances were taken of. */
  readonly rows: number
  readonly lookedAt: number
  /** Median distance to the closest synthetic row; NaN where there is no record of this kind. */
  readonly medianDistance: number
  /** Share of the records that equal a synthetic row. */
  readonly copied: number
}

export interface DuplicateExposure {
  readonly groups: number
  readonly largestGroup: number
  /** Rows beyond the first of their group that are the same in every field. */
  readonly exactCopies: number
  /** Training rows with a near-duplicate, training rows without, and rows that were not learnt from. */
  readonly repeated: Exposure
  readonly alone: Exposure
  readonly holdout: Exposure
}

export interface DuplicateExposureOptions {
  /** Rows of each kind that are looked at, drawn at random. */
  readonly maximumQueries?: number
  /** Synthetic rows that they are compared with. */
  readonly maximumReferences?: number
}

/** @param real the training rows as a table; `train` are the same, aligned with the other two. */
export function duplicateExposure(
  real: Table,
  train: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
  holdout: readonly AlignedColumn[],
  random: Random,
  { maximumQueries = 1000, maximumReferences = 10_000 }: DuplicateExposureOptions = {},
): DuplicateExposure {
  const found = findNearDuplicates(real, { columns: train.map(({ name }) => name) })
  const repeated = found.groups.flat()
  const isRepeated = new Set(repeated)
  const alone = Array.from({ length: lengthOf(train[0]!) }, (_, row) => row).filter(
    (row) => !isRepeated.has(row),
  )
  const encode = recordEncoder(train)
  const some = (rows: readonly number[], limit: number, label: string): Int32Array =>
    random.split(label).shuffle(Int32Array.from(rows)).subarray(0, limit)
  const all = (columns: readonly AlignedColumn[]): number[] =>
    Array.from({ length: lengthOf(columns[0]!) }, (_, row) => row)
  const take = (columns: readonly AlignedColumn[], rows: Int32Array): AlignedColumn[] =>
    columns.map((column) => takeRows(column, rows))
  const references = encode(take(synthetic, some(all(synthetic), maximumReferences, 'synthetic')))
  const exposure = (
    columns: readonly AlignedColumn[],
    rows: readonly number[],
    label: string,
  ): Exposure => {
    const seen = some(rows, maximumQueries, label)
    const queries = take(columns, seen)
    const isNone = seen.length === 0
    return {
      rows: rows.length,
      lookedAt: seen.length,
      medianDistance: isNone ? Number.NaN : median(closestDistances(encode(queries), references)),
      copied: isNone ? Number.NaN : exactCopies(queries, synthetic).share,
    }
  }
  return {
    groups: found.groups.length,
    largestGroup: found.groups.reduce((most, group) => Math.max(most, group.length), 0),
    exactCopies: found.exactCopies,
    repeated: exposure(train, repeated, 'repeated'),
    alone: exposure(train, alone, 'alone'),
    holdout: exposure(holdout, all(holdout), 'holdout'),
  }
}
