// Scores of a classifier from its scores of rows and their classes (1 is positive).

/** Area under the ROC curve: P(score of a positive > score of a negative), ties counted half. */
export function areaUnderRoc(scores: Float64Array, classes: Float64Array): number {
  const order = ascending(scores)
  let positives = 0
  let rankSum = 0
  for (let start = 0; start < order.length;) {
    let end = start
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++
    const meanRank = (start + 1 + end) / 2
    for (let i = start; i < end; i++) {
      if (classes[order[i]!] !== 1) continue
      positives++
      rankSum += meanRank
    }
    start = end
  }
  const negatives = order.length - positives
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}

export interface OperatingPoint {
  readonly threshold: number
  readonly precision: number
  readonly recall: number
}

/** Precision and recall at every threshold that differs, from the highest score down. */
export function precisionRecallCurve(
  scores: Float64Array,
  classes: Float64Array,
): OperatingPoint[] {
  const order = ascending(scores).reverse()
  const positives = classes.reduce((sum, y) => sum + y, 0)
  const points: OperatingPoint[] = []
  let hits = 0
  order.forEach((row, i) => {
    hits += classes[row]!
    const next = order[i + 1]
    if (next !== undefined && scores[next] === scores[row]) return
    points.push({
      threshold: scores[row]!,
      precision: hits / (i + 1),
      recall: hits / positives,
    })
  })
  return points
}

/** Average precision: sum of precision times the gain in recall, without interpolation. */
export function averagePrecision(scores: Float64Array, classes: Float64Array): number {
  let recall = 0
  let sum = 0
  for (const point of precisionRecallCurve(scores, classes)) {
    sum += point.precision * (point.recall - recall)
    recall = point.recall
  }
  return sum
}

/** The largest recall among thresholds of at least this precision; 0 where none has it. */
export function recallAtPrecision(
  scores: Float64Array,
  classes: Float64Array,
  precision: number,
): number {
  return precisionRecallCurve(scores, classes).reduce(
    (best, point) => (point.precision >= precision ? Math.max(best, point.recall) : best),
    0,
  )
}

export interface ThresholdScores {
  readonly accuracy: number
  readonly precision: number
  readonly recall: number
  /** Harmonic mean of precision and recall of the positive class; 0 where nothing is hit. */
  readonly f1: number
}

export function thresholdScores(
  scores: Float64Array,
  classes: Float64Array,
  threshold = 0.5,
): ThresholdScores {
  let hits = 0
  let called = 0
  let positives = 0
  let right = 0
  scores.forEach((score, row) => {
    const isCalled = score >= threshold
    const isPositive = classes[row] === 1
    called += +isCalled
    positives += +isPositive
    hits += +(isCalled && isPositive)
    right += +(isCalled === isPositive)
  })
  return {
    accuracy: right / scores.length,
    precision: called === 0 ? 0 : hits / called,
    recall: positives === 0 ? 0 : hits / positives,
    f1: called + positives === 0 ? 0 : (2 * hits) / (called + positives),
  }
}

/** 1 - residual sum of squares / total sum of squares. */
export function explainedVariance(predictions: Float64Array, values: Float64Array): number {
  const mean = values.reduce((sum, y) => sum + y, 0) / values.length
  let residual = 0
  let total = 0
  values.forEach((y, row) => {
    residual += (y - predictions[row]!) ** 2
    total += (y - mean) ** 2
  })
  return 1 - residual / total
}

function ascending(scores: Float64Array): Int32Array {
  return Int32Array.from(scores, (_, row) => row).sort((a, b) => scores[a]! - scores[b]! || a - b)
}
