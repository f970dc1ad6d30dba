// Scores of failure probabilities, proper ones first, and the reliability diagram.

import { mean, standardDeviation } from '../../statistics/moments.ts'
import {
  areaUnderRoc,
  averagePrecision,
  thresholdScores,
} from '../../generative/evaluation/classification-scores.ts'
import type { FailureScores, Interval, ReliabilityBin } from './result.ts'

/** Probabilities are scored as if they were no surer than this. */
const margin = 1e-6

/** Half the width of a 90% interval, in standard errors. */
export const z90 = 1.6448536269514722

/** @param failed 1 where the record failed, else 0. */
export function failureScores(probabilities: Float64Array, failed: Float64Array): FailureScores {
  const { precision, recall, f1 } = thresholdScores(probabilities, failed)
  const brier = probabilities.reduce((sum, p, row) => sum + (p - failed[row]!) ** 2, 0)
  return {
    brier: brier / failed.length,
    logScore: logScore(probabilities, failed),
    precision,
    recall,
    f1,
    areaUnderRoc: areaUnderRoc(probabilities, failed),
    averagePrecision: averagePrecision(probabilities, failed),
  }
}

/** Mean of -log p of what happened, in nats. */
export function logScore(probabilities: Float64Array, failed: Float64Array): number {
  const sum = probabilities.reduce((total, p, row) => total + surpriseOf(p, failed[row]!), 0)
  return sum / probabilities.length
}

/** Whether the log score is lower than that of `others` by more than the standard error of the paired difference. */
export function isClearlyBetter(
  probabilities: Float64Array,
  others: Float64Array,
  failed: Float64Array,
): boolean {
  const gains = probabilities.map((p, row) => {
    const y = failed[row]!
    return surpriseOf(others[row]!, y) - surpriseOf(p, y)
  })
  return mean(gains) > standardDeviation(gains) / Math.sqrt(gains.length)
}

/** -log p of what happened. */
export function surpriseOf(probability: number, failed: number): number {
  const p = failed === 1 ? probability : 1 - probability
  return -Math.log(Math.max(p, margin))
}

/** A share and its 90% interval by Wilson 1927 (doi:10.1080/01621459.1927.10502953). */
export function wilson(hits: number, count: number, z = z90): Interval {
  if (count === 0) return { estimate: NaN, lower: 0, upper: 1 }
  const share = hits / count
  const weight = 1 / (1 + (z * z) / count)
  const centre = weight * (share + (z * z) / (2 * count))
  const half = weight * z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count))
  return { estimate: share, lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) }
}

/** Records by predicted probability, in bins of about equal size that no probability straddles. */
export function reliability(
  probabilities: Float64Array,
  failed: Float64Array,
  binCount = 10,
): ReliabilityBin[] {
  const order = Int32Array.from(probabilities, (_, row) => row).sort(
    (a, b) => probabilities[a]! - probabilities[b]! || a - b,
  )
  const bins: ReliabilityBin[] = []
  const size = order.length / binCount
  let start = 0
  while (start < order.length) {
    let end = Math.min(order.length, Math.max(start + 1, Math.round((bins.length + 1) * size)))
    while (end < order.length && probabilities[order[end]!] === probabilities[order[end - 1]!])
      end++
    const rows = order.subarray(start, end)
    const predicted = rows.reduce((sum, row) => sum + probabilities[row]!, 0) / rows.length
    const hits = rows.reduce((sum, row) => sum + failed[row]!, 0)
    bins.push({ records: rows.length, predicted, observed: wilson(hits, rows.length) })
    start = end
  }
  return bins
}
