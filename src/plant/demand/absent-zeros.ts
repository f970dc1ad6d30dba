// Rows that are absent where nothing was sold: many exports hold sales only, so that a gap in them is no
// unknown demand but none at all.

import type { Panel } from './series.ts'

/** Rarer gaps are what any data have. */
const noticeableShare = 0.1
/** A file that states zeros at this rate of its gaps, or more, leaves nothing out because it is zero. */
const statedShare = 0.1

/**
 * Share of the steps between the first and the last value of the series that have no row, where it looks as
 * if a row is left out when nothing was sold: many gaps, and hardly a zero. Undefined where it does not.
 */
export function shareOfAbsentZeros({ series }: Panel): number | undefined {
  let steps = 0
  let gaps = 0
  let zeros = 0
  for (const { values } of series) {
    const last = values.findLastIndex((value) => !Number.isNaN(value))
    const first = values.findIndex((value) => !Number.isNaN(value))
    if (first < 0) continue
    for (const value of values.subarray(first, last + 1)) {
      steps++
      if (Number.isNaN(value)) gaps++
      else if (value === 0) zeros++
    }
  }
  return gaps > noticeableShare * steps && zeros < statedShare * gaps ? gaps / steps : undefined
}
