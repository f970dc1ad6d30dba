// Whether a machine is within what a model has learned: each channel within its range, and all of them
// together as near to each other as they were in training (Mahalanobis 1936).

import { choleskyFactor } from '../../../generative/copula.ts'
import { presenceRows } from '../../../generative/encoding/history-blocks.ts'
import type { MachineRemark } from '../remarks.ts'

/** Of means over the newest rows, in deviations; plain data, kept in the file of a model. */
export interface Familiarity {
  readonly lowest: readonly number[]
  readonly highest: readonly number[]
  readonly means: readonly number[]
  readonly deviations: readonly number[]
  /** Lower triangular root of the correlations, `[channels, channels]`. */
  readonly root: readonly number[]
  /** The largest distance that is still familiar. */
  readonly limit: number
  /** The oldest age that was seen. */
  readonly oldest: number
}

const rangeMargin = 0.25
const limitMargin = 1.25
/** Weight of the variances alone in the covariance, which keeps its root well conditioned. */
const shrinkage = 0.02

/** `recent` is `[rows, channels]`, one row per history and cycle; NaN is missing. */
export function fitFamiliarity(
  recent: Float64Array,
  channelCount: number,
  oldest: number,
): Familiarity {
  const rowCount = recent.length / channelCount
  const column = (channel: number): Float64Array =>
    Float64Array.from(
      { length: rowCount },
      (_, row) => recent[row * channelCount + channel]!,
    ).filter((value) => !Number.isNaN(value))
  const lowest: number[] = []
  const highest: number[] = []
  const means: number[] = []
  for (let channel = 0; channel < channelCount; channel++) {
    const values = column(channel)
    const low = values.reduce((least, value) => Math.min(least, value), Infinity)
    const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
    const margin = rangeMargin * (high - low) + 1e-9
    lowest.push(low - margin)
    highest.push(high + margin)
    means.push(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length))
  }
  const covariance = covarianceOf(recent, means)
  const deviations = means.map((_, i) =>
    Math.sqrt(Math.max(covariance[i * channelCount + i]!, 1e-12)),
  )
  const shape = [channelCount, channelCount]
  const root = [...choleskyFactor({ shape, data: covariance }, shrinkage).data]
  const fitted = { lowest, highest, means, deviations, root, limit: Infinity, oldest }
  let largest = 0
  for (let row = 0; row < rowCount; row++) {
    const own = recent.subarray(row * channelCount, (row + 1) * channelCount)
    largest = Math.max(largest, distanceOf(fitted, own))
  }
  return { ...fitted, limit: limitMargin * largest + 1e-9 }
}

/** Means of each channel over the newest rows of `[rows, channels]`; NaN where none was read. */
export function recentMeans(
  values: Float64Array,
  channelCount: number,
  rows: number,
): Float64Array {
  const means = new Float64Array(channelCount)
  const first = Math.max(0, rows - presenceRows)
  for (let channel = 0; channel < channelCount; channel++) {
    let sum = 0
    let count = 0
    for (let row = first; row < rows; row++) {
      const value = values[row * channelCount + channel]!
      if (Number.isNaN(value)) continue
      sum += value
      count++
    }
    means[channel] = sum / count
  }
  return means
}

/** Why the newest readings of a machine are not familiar; empty where they are. */
export function unfamiliarReadings(
  fitted: Familiarity,
  recent: Float64Array,
  channels: readonly string[],
): MachineRemark[] {
  const outside = channels.filter((_, channel) => {
    const value = recent[channel]!
    return value < fitted.lowest[channel]! || value > fitted.highest[channel]!
  })
  if (outside.length > 0) {
    return [{ code: 'out-of-range', channels: outside }]
  }
  if (distanceOf(fitted, recent) > fitted.limit) {
    return [{ code: 'unusual-together' }]
  }
  return []
}

/** Length of root^-1 (x - mean) / deviation, a missing channel at its mean. */
function distanceOf({ means, deviations, root }: Familiarity, recent: Float64Array): number {
  const width = means.length
  const solved: number[] = []
  let total = 0
  for (let i = 0; i < width; i++) {
    let value = Number.isNaN(recent[i]) ? 0 : (recent[i]! - means[i]!) / deviations[i]!
    for (let j = 0; j < i; j++) value -= root[i * width + j]! * solved[j]!
    value /= root[i * width + i]!
    solved.push(value)
    total += value * value
  }
  return Math.sqrt(total)
}

/** `[channels, channels]`, of the values that are not missing. */
function covarianceOf(recent: Float64Array, means: readonly number[]): Float64Array {
  const width = means.length
  const rowCount = Math.max(1, recent.length / width)
  const covariance = new Float64Array(width * width)
  for (let at = 0; at < recent.length; at += width) {
    for (let i = 0; i < width; i++) {
      const left = recent[at + i]! - means[i]!
      if (Number.isNaN(left)) continue
      for (let j = 0; j < width; j++) {
        const right = recent[at + j]! - means[j]!
        if (!Number.isNaN(right)) covariance[i * width + j]! += (left * right) / rowCount
      }
    }
  }
  return covariance
}
