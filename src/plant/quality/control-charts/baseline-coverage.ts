// Whether a baseline covers what is normal: a measure that moves slowly (a season, a wearing tool, one delivery after
// another) takes few values in it, and may leave them later without anything being wrong. Judged by means over stretches
// of consecutive records (batch means: Law & Carson 1979, doi:10.1287/opre.27.5.1011).

import { mean, standardDeviation } from '../../../statistics/moments.ts'
import { stretchCount } from '../stretches.ts'
import type { CoverageNote } from './result.ts'

/** Deviations of the baseline's means over stretches beyond which a later mean has left them. */
const leftBeyond = 4
/** What has moved by less than this many deviations of single records since then has come back. */
const leastMove = 0.3
/** Stretches of fewer records say little. */
const fewestInStretch = 5

/**
 * Of a measure in the order of time: how many independent values the baseline holds of it, if fewer than `needed`, and
 * from which record on its mean over a stretch has left those of the baseline. Null where neither is to be said.
 */
export function coverageOf(
  column: string,
  values: Float64Array,
  baseline: number,
  needed: number,
): CoverageNote | null {
  const size = Math.floor(baseline / stretchCount)
  const own = values.subarray(0, baseline).filter((value) => !Number.isNaN(value))
  if (size < fewestInStretch || own.length < 2) return null
  const means = stretchMeans(values, size)
  const before = means.slice(0, stretchCount).filter((value) => !Number.isNaN(value))
  const [centre, spread] = [mean(own), standardDeviation(own)]
  const between = standardDeviation(before)
  if (before.length < 3 || !(spread > 0) || !(between > 0)) return null
  const independent = Math.min(own.length, Math.round(before.length * (spread / between) ** 2))
  const moved = means.findIndex(
    (value, stretch) =>
      stretch >= stretchCount && Math.abs(value - mean(before)) > leftBeyond * between,
  )
  const later = values.subarray(moved * size).filter((value) => !Number.isNaN(value))
  const by = (mean(later) - centre) / spread
  const hasLeft = moved >= 0 && Math.abs(by) >= leastMove
  if (independent >= needed && !hasLeft) return null
  return {
    column,
    independent,
    isFew: independent < needed,
    left: hasLeft ? { since: moved * size, by } : null,
  }
}

/** Of whole stretches; NaN where all is missing. */
function stretchMeans(values: Float64Array, size: number): number[] {
  return Array.from({ length: Math.floor(values.length / size) }, (_, stretch) =>
    mean(values.subarray(stretch * size, (stretch + 1) * size).filter((x) => !Number.isNaN(x))),
  )
}
