// The samples behind the points of a control chart, in the order of time.

import { MillraceError } from '../../../errors.ts'

/** Measured values that belong together; none where all of them are missing. */
export interface Subgroup {
  readonly label: string
  readonly values: readonly number[]
}

/** Units that failed, or defects, among what was inspected. */
export interface CountSample {
  readonly label: string
  /** NaN where it is missing. */
  readonly count: number
  /** Units inspected, or the amount in which defects were counted. */
  readonly size: number
}

/** @throws MillraceError `bad-input` for a count that cannot be. */
export function checkCounts(
  samples: readonly CountSample[],
  { isWithinSize }: { readonly isWithinSize: boolean },
): void {
  for (const { label, count, size } of samples) {
    const refuse = (problem: string, expected: string, got: number): never => {
      throw new MillraceError(
        'bad-input',
        `sample ${label}: ${problem}, expected ${expected}, got ${got}`,
      )
    }
    if (Number.isNaN(count)) continue
    if (!(size > 0)) refuse('nothing inspected', 'a size above 0', size)
    if (count < 0) refuse('negative count', 'a whole number of at least 0', count)
    if (!Number.isInteger(count)) refuse('broken count', 'a whole number', count)
    if (isWithinSize && !Number.isInteger(size)) refuse('broken size', 'a whole number', size)
    if (isWithinSize && count > size) {
      refuse('count above the sample size', `at most ${size}`, count)
    }
  }
}
