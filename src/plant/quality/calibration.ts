// From what a predictor says to a probability that can be believed, learnt from held-out records.

import { logOdds, sigmoid } from '../../generative/predictors/link.ts'
import { logScore } from './failure-scores.ts'

/** Plain data. */
export type Calibration =
  | { readonly kind: 'none' }
  /** sigmoid(slope * log odds + intercept). */
  | { readonly kind: 'platt'; readonly slope: number; readonly intercept: number }
  /** Straight between the points; constant outside. */
  | { readonly kind: 'isotonic'; readonly from: readonly number[]; readonly to: readonly number[] }

export function calibrated(calibration: Calibration, probabilities: Float64Array): Float64Array {
  switch (calibration.kind) {
    case 'none':
      return probabilities
    case 'platt':
      return probabilities.map((p) =>
        sigmoid(calibration.slope * logOdds(p, margin) + calibration.intercept),
      )
    case 'isotonic':
      return probabilities.map((p) => interpolated(calibration.from, calibration.to, p))
    default:
      return calibration satisfies never
  }
}

const margin = 1e-4

/**
 * Platt 1999: a logistic curve over the log odds, with his smoothed targets, by Newton's method. The
 * slope is not allowed to turn the order around.
 */
export function plattCalibration(probabilities: Float64Array, failed: Float64Array): Calibration {
  const failures = failed.reduce((sum, y) => sum + y, 0)
  const high = (failures + 1) / (failures + 2)
  const low = 1 / (failed.length - failures + 2)
  const odds = probabilities.map((p) => logOdds(p, margin))
  let [slope, intercept] = [1, 0]
  for (let step = 0; step < 50; step++) {
    // A weak pull of the slope to 1 keeps the step finite where all odds are the same.
    let [ga, gb, haa, hab, hbb] = [1e-3 * (slope - 1), 0, 1e-3, 0, 1e-9]
    odds.forEach((x, row) => {
      const p = sigmoid(slope * x + intercept)
      const error = p - (failed[row] === 1 ? high : low)
      const weight = p * (1 - p)
      ga += error * x
      gb += error
      haa += weight * x * x
      hab += weight * x
      hbb += weight
    })
    const determinant = haa * hbb - hab * hab
    if (!(determinant > 0)) break
    const da = (hbb * ga - hab * gb) / determinant
    const db = (haa * gb - hab * ga) / determinant
    slope -= clamp(da, 1)
    intercept -= clamp(db, 2)
    if (Math.abs(da) + Math.abs(db) < 1e-9) break
  }
  return { kind: 'platt', slope: Math.max(slope, 0.01), intercept }
}

function clamp(step: number, most: number): number {
  return Math.min(most, Math.max(-most, step))
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955). A block of n records is drawn to
 * the share of all as if by one record more, so that none is certain.
 */
export function isotonicCalibration(
  probabilities: Float64Array,
  failed: Float64Array,
): Calibration {
  const order = Int32Array.from(probabilities, (_, row) => row).sort(
    (a, b) => probabilities[a]! - probabilities[b]! || a - b,
  )
  const share = failed.reduce((sum, y) => sum + y, 0) / Math.max(1, failed.length)
  const valueOf = ({ hits, count }: { hits: number; count: number }): number =>
    (hits + share) / (count + 1)
  const blocks: { hits: number; count: number; sum: number }[] = []
  let last = NaN
  for (const row of order) {
    const p = probabilities[row]!
    const block = { hits: failed[row]!, count: 1, sum: p }
    const top = blocks.at(-1)
    if (top && p === last) {
      top.hits += block.hits
      top.count++
      top.sum += p
    } else {
      blocks.push(block)
    }
    last = p
    for (;;) {
      const [b, a] = [blocks.at(-1), blocks.at(-2)]
      if (!a || !b || valueOf(a) < valueOf(b)) break
      blocks.pop()
      a.hits += b.hits
      a.count += b.count
      a.sum += b.sum
    }
  }
  return {
    kind: 'isotonic',
    from: blocks.map(({ sum, count }) => sum / count),
    to: blocks.map(valueOf),
  }
}

/** Straight between the points, and no further out than they are. */
function interpolated(from: readonly number[], to: readonly number[], value: number): number {
  let high = from.findIndex((point) => point >= value)
  if (high < 0) high = from.length
  if (high === 0) return to[0] ?? value
  if (high === from.length) return to.at(-1)!
  const [left, right] = [from[high - 1]!, from[high]!]
  const weight = right > left ? (value - left) / (right - left) : 1
  return to[high - 1]! * (1 - weight) + to[high]! * weight
}

const fits = {
  none: (): Calibration => ({ kind: 'none' }),
  platt: plattCalibration,
  isotonic: isotonicCalibration,
} as const satisfies Record<
  Calibration['kind'],
  (probabilities: Float64Array, failed: Float64Array) => Calibration
>

export interface CrossCalibrated {
  readonly calibration: Calibration
  /** The probabilities, each by a calibration that its own group had no part in. */
  readonly probabilities: Float64Array
}

/** Failing and passing records below which isotonic regression fits noise (Niculescu-Mizil & Caruana 2005). */
const fewestForIsotonic = 100

/**
 * The kind with the best log score where each group of records is calibrated by the others, fitted to all.
 * @param groups one per record, from 0.
 */
export function chooseCalibration(
  probabilities: Float64Array,
  failed: Float64Array,
  groups: Int32Array,
  kinds: readonly Calibration['kind'][] = ['none', 'platt', 'isotonic'],
): CrossCalibrated {
  const failures = failed.reduce((sum, y) => sum + y, 0)
  const isFew = Math.min(failures, failed.length - failures) < fewestForIsotonic
  const possible = kinds.filter((kind) => kind !== 'isotonic' || !isFew)
  const tried = possible.map((kind) => ({
    kind,
    probabilities: crossCalibrated(fits[kind], probabilities, failed, groups),
  }))
  const best = tried.reduce((a, b) =>
    logScore(b.probabilities, failed) < logScore(a.probabilities, failed) ? b : a,
  )
  return { ...best, calibration: fits[best.kind](probabilities, failed) }
}

function crossCalibrated(
  fit: (probabilities: Float64Array, failed: Float64Array) => Calibration,
  probabilities: Float64Array,
  failed: Float64Array,
  groups: Int32Array,
): Float64Array {
  const result = new Float64Array(probabilities.length)
  for (const group of new Set(groups)) {
    const isOwn = (_: number, row: number): boolean => groups[row] === group
    const isOther = (_: number, row: number): boolean => groups[row] !== group
    const calibration = fit(probabilities.filter(isOther), failed.filter(isOther))
    const own = calibrated(calibration, probabilities.filter(isOwn))
    let place = 0
    groups.forEach((other, row) => {
      if (other === group) result[row] = own[place++]!
    })
  }
  return result
}
