// Calibration of a distribution on lives that were held out: of all that the model gave them, which levels
// were in fact reached how often (Kuleshov, Fenner & Ermon 2018, arXiv:1807.00263), apart for short and
// long predictions, because a model may be too sure of the one and too unsure of the other.

import type { Bins } from '../../../generative/histogram.ts'

/** Plain data, kept in the file of a model. */
export interface LifeCalibration {
  /** Predicted medians at which one group ends and the next begins, ascending. */
  readonly limits: readonly number[]
  /** `[groups][points]`: the level that the model gave to what was reached with level i / (points - 1). */
  readonly levels: readonly (readonly number[])[]
}

export interface HeldOutLife {
  /** Probabilities of the bins. */
  readonly probability: ArrayLike<number>
  /** What remained in fact. */
  readonly life: number
  /** How much it counts; the rows of one life count as one together. */
  readonly weight: number
}

const pointCount = 41
const mostGroups = 4
/** Weight, in lives, that a group must have to say anything of its tails. */
const livesPerGroup = 10
/** Rows of a life add up to one but for this. */
const rounding = 1e-6

export const uncalibrated: LifeCalibration = { limits: [], levels: [[0, 1]] }

export function calibrateLives(bins: Bins, heldOut: readonly HeldOutLife[]): LifeCalibration {
  const weight = heldOut.reduce((sum, row) => sum + row.weight, 0)
  const groupCount = Math.min(mostGroups, Math.floor((weight + rounding) / livesPerGroup))
  if (groupCount < 1) return uncalibrated
  const rows = heldOut
    .map(({ probability, life, weight: own }) => ({
      median: valueAt(bins, probability, 0.5),
      level: levelOf(bins, probability, life),
      weight: own,
    }))
    .sort((a, b) => a.median - b.median)
  const groups: (typeof rows)[] = Array.from({ length: groupCount }, () => [])
  let before = 0
  for (const row of rows) {
    groups[Math.min(groupCount - 1, Math.floor((before / weight) * groupCount))]!.push(row)
    before += row.weight
  }
  return {
    limits: groups.slice(1).map((group) => group[0]!.median),
    levels: groups.map((group) => reachedLevels(group)),
  }
}

/** Remaining lives at `count` even levels, calibrated, ascending. */
export function calibratedDraws(
  bins: Bins,
  probability: ArrayLike<number>,
  { limits, levels }: LifeCalibration,
  count: number,
): Float64Array {
  const median = valueAt(bins, probability, 0.5)
  const group = limits.filter((limit) => limit <= median).length
  const map = levels[group]!
  const given = Float64Array.from({ length: count }, (_, i) => {
    const place = ((i + 0.5) / count) * (map.length - 1)
    const below = Math.min(Math.floor(place), map.length - 2)
    return map[below]! + (place - below) * (map[below + 1]! - map[below]!)
  })
  return valuesAt(bins, probability, given)
}

/** As the median of many `calibratedDraws`. */
export function calibratedMedian(
  bins: Bins,
  probability: ArrayLike<number>,
  { limits, levels }: LifeCalibration,
): number {
  const median = valueAt(bins, probability, 0.5)
  const map = levels[limits.filter((limit) => limit <= median).length]!
  const place = (map.length - 1) / 2
  const [low, high] = [map[Math.floor(place)]!, map[Math.ceil(place)]!]
  return valueAt(bins, probability, (low + high) / 2)
}

/** The probability of at most `value`; linear within a bin. */
export function levelOf(
  { low, high }: Bins,
  probability: ArrayLike<number>,
  value: number,
): number {
  let level = 0
  for (let bin = 0; bin < low.length; bin++) {
    if (value < high[bin]!) {
      const span = high[bin]! - low[bin]!
      return level + probability[bin]! * Math.min(1, Math.max(0, (value - low[bin]!) / span))
    }
    level += probability[bin]!
  }
  return 1
}

function valueAt(bins: Bins, probability: ArrayLike<number>, level: number): number {
  return valuesAt(bins, probability, Float64Array.of(level))[0]!
}

/** The values at ascending levels. */
function valuesAt(
  { low, high }: Bins,
  probability: ArrayLike<number>,
  levels: Float64Array,
): Float64Array {
  let bin = 0
  let before = 0
  return levels.map((level) => {
    while (bin < low.length - 1 && before + probability[bin]! < level) {
      before += probability[bin]!
      bin++
    }
    const share = probability[bin]! > 0 ? (level - before) / probability[bin]! : 0
    return low[bin]! + Math.min(1, Math.max(0, share)) * (high[bin]! - low[bin]!)
  })
}

/** Quantiles of the levels, `pointCount` of them from 0 to 1. */
function reachedLevels(rows: readonly { level: number; weight: number }[]): number[] {
  const sorted = rows.toSorted((a, b) => a.level - b.level)
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0)
  let at = 0
  let before = 0
  return Array.from({ length: pointCount }, (_, i) => {
    const target = (i / (pointCount - 1)) * total
    while (at < sorted.length - 1 && before + sorted[at]!.weight < target) {
      before += sorted[at]!.weight
      at++
    }
    return sorted[at]!.level
  })
}
