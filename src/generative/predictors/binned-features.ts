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

/** How a column becomes bins; plain data. */
export type BinRule =
  | { readonly kind: 'number'; readonly edges: readonly number[] }
  | { readonly kind: 'category'; readonly binOfLevel: readonly number[] }

/**
 * Learns quantiles of numbers, and of categories the order of levels by their mean target (Fisher
 * 1958: of the splits of a category in two, the best respects this order).
 * @param mostBins with the one for missing values; fewer are quicker.
 */
export function binRules(
  fitted: readonly AlignedColumn[],
  target: Float64Array,
  mostBins: number = maximumBins,
): BinRule[] {
  return fitted.map((column) =>
    column.kind === 'number'
      ? numberRule(column.values, mostBins - 1)
      : levelRule(column, target, mostBins - 1),
  )
}

/** Columns by the rules of the fitted ones, in the same order. */
export function binned(
  rules: readonly BinRule[],
  columns: readonly AlignedColumn[],
): BinnedFeatures {
  return columns.map((column, i) => binnedColumn(rules[i]!, column))
}

/**
 * The same, a column object that was seen before being taken as it was: who changes one column of many and
 * asks again waits for that one only.
 */
export function rememberedBins(
  rules: readonly BinRule[],
): (columns: readonly AlignedColumn[]) => BinnedFeatures {
  const known = rules.map(() => new WeakMap<AlignedColumn, Uint8Array>())
  return (columns) =>
    columns.map((column, i) => {
      const bins = known[i]!.get(column) ?? binnedColumn(rules[i]!, column)
      known[i]!.set(column, bins)
      return bins
    })
}

function binnedColumn(rule: BinRule, column: AlignedColumn): Uint8Array {
  const result = new Uint8Array(lengthOf(column))
  if (rule.kind === 'number' && column.kind === 'number') {
    for (let row = 0; row < result.length; row++) {
      const value = column.values[row]!
      result[row] = Number.isNaN(value) ? 0 : 1 + upperBound(rule.edges, value)
    }
  } else if (rule.kind === 'category' && column.kind === 'category') {
    for (let row = 0; row < result.length; row++) {
      const code = column.codes[row]!
      result[row] = code < 0 ? 0 : (rule.binOfLevel[code] ?? 0)
    }
  }
  return result
}

function numberRule(values: Float64Array, bins: number): BinRule {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1])
  if (distinct.length > bins) return { kind: 'number', edges: quantileEdges(sorted, bins) }
  const gaps = Math.max(0, distinct.length - 1)
  const edges = Array.from({ length: gaps }, (_, i) => between(distinct[i]!, distinct[i + 1]!))
  return { kind: 'number', edges }
}

function between(low: number, high: number): number {
  const middle = low / 2 + high / 2
  return middle > low ? middle : high
}

function quantileEdges(sorted: Float64Array, bins: number): number[] {
  const edges: number[] = []
  for (let bin = 1; bin < bins; bin++) {
    const position = Math.floor((bin * sorted.length) / bins)
    const high = sorted[position]!
    const edge = between(sorted[position - 1]!, high)
    if (edge > sorted[0]! && edge > (edges.at(-1) ?? Number.NEGATIVE_INFINITY)) edges.push(edge)
  }
  return edges
}

/** How many edges are at or below the value. */
function upperBound(edges: readonly number[], value: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (edges[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

function levelRule(
  { codes, levels }: CategoryValues,
  target: Float64Array,
  mostBins: number,
): BinRule {
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
  const bins = Math.min(levels.length, mostBins)
  const binOfLevel = new Array<number>(levels.length).fill(0)
  order.forEach((level, rank) => {
    binOfLevel[level] = 1 + Math.floor((rank * bins) / levels.length)
  })
  return { kind: 'category', binOfLevel }
}
