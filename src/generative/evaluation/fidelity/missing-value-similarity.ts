// MissingValueSimilarity of SDMetrics.

import { type AlignedColumn, lengthOf } from '../../../data/table/aligned-columns.ts'

/** 1 - |share missing in the real column - share missing in the synthetic one|. */
export function missingValueSimilarity(real: AlignedColumn, synthetic: AlignedColumn): number {
  return 1 - Math.abs(missingShare(real) - missingShare(synthetic))
}

/** Share of the rows in which the value is missing. */
export function missingShare(column: AlignedColumn): number {
  let missing = 0
  if (column.kind === 'number') for (const value of column.values) missing += +Number.isNaN(value)
  else for (const code of column.codes) missing += +(code < 0)
  return missing / lengthOf(column)
}
