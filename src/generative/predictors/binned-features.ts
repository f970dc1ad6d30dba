// Features of trees: every column as at most 255 ordered bins.

import {
  type AlignedColumn,
  lengthOf,
  type CategoryValues,
} from '../../data/table/aligned-columns.ts'

/** Shape [features][rows]; bin 0 is missing. */
export type BinnedFeatures = readonly Uint8Array[]

export const maximumBins = 255

/** How strongly the mean of a level's target is drawn to the mean of all, in rows. */
const levelShrinkage = 10

/**
 * Learns quantiles of numbers, and of categories the order of levels by their mean target (Fisher
 * 1958: of the splits of a category in two, the best respects this order).
 */
export function binEncoder(
  fitted: readonly AlignedColumn[],
  target: Float64Array,
): (columns: readonly AlignedColumn[]) => BinnedFeatures {
  const encoders = fitted.map((column) =>
    column.kind === 'number' ? numberBins(column.values) : levelBins(column, target),
  )
  return (columns) => columns.map((column, i) => encoders[i]!(column))
}

type ColumnEncoder = (column: AlignedColumn) => Uint8Array

function numberBins(values: Float64Array): ColumnEncoder {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1])
  const bins = maximumBins - 1
  const edges =
    distinct.length <= bins
      ? Float64Array.from({ length: Math.max(0, distinct.length - 1) }, (_, i) =>
          between(distinct[i]!, distinct[i + 1]!),
        )
      : quantileEdges(sorted, bins)
  return (column) => {
    const result = new Uint8Array(lengthOf(column))
    if (column.kind !== 'number') return result
    for (let row = 0; row < result.length; row++) {
      const value = column.values[row]!
      result[row] = Number.isNaN(value) ? 0 : 1 + upperBound(edges, value)
    }
    return result
  }
}

function between(low: number, high: number): number {
  const middle = low / 2 + high / 2
  return middle > low ? middle : high
}

function quantileEdges(sorted: Float64Array, bins: number): Float64Array {
  const edges: number[] = []
  for (let bin = 1; bin < bins; bin++) {
    const position = Math.floor((bin * sorted.length) / bins)
    const high = sorted[position]!
    const edge = between(sorted[position - 1]!, high)
    if (edge > sorted[0]! && edge > (edges.at(-1) ?? Number.NEGATIVE_INFINITY)) edges.push(edge)
  }
  return Float64Array.from(edges)
}

/** How many edges are at or below the value. */
function upperBound(edges: Float64Array, value: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (edges[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

function levelBins({ codes, levels }: CategoryValues, target: Float64Array): ColumnEncoder {
  const sums = new Float64Array(levels.length)
  const counts = new Float64Array(levels.length)
  let total = 0
  codes.forEach((code, row) => {
    total += target[row]!
    if (code < 0) return
    sums[code]! += target[row]!
    counts[code]!++
  })
  const overall = total / Math.max(1, codes.length)
  const means = sums.map(
    (sum, level) => (sum + levelShrinkage * overall) / (counts[level]! + levelShrinkage),
  )
  const order = levels.map((_, level) => level).sort((a, b) => means[a]! - means[b]! || a - b)
  const bins = Math.min(levels.length, maximumBins - 1)
  const binOfLevel = new Uint8Array(levels.length)
  order.forEach((level, rank) => {
    binOfLevel[level] = 1 + Math.floor((rank * bins) / levels.length)
  })
  return (column) => {
    const result = new Uint8Array(lengthOf(column))
    if (column.kind !== 'category') return result
    column.codes.forEach((code, row) => {
      result[row] = code < 0 ? 0 : binOfLevel[code]!
    })
    return result
  }
}
