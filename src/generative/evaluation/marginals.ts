// The distribution of each field, real beside synthetic, in the few bars that a picture can show.

import type {
  AlignedColumn,
  CategoryValues,
  NumberValues,
} from '../../data/table/aligned-columns.ts'
import { quantileOfSorted } from '../../statistics/quantile.ts'
import { binOf } from './fidelity/discretise.ts'

export interface Marginal {
  readonly field: string
  readonly kind: 'number' | 'time' | 'category'
  /** Levels, or the left edges of the bins; `…` stands for all other levels. */
  readonly labels: readonly string[]
  /** Number of levels that the last bar stands for. */
  readonly others: number
  /** Shares of all rows per bar; what they lack to 1 is missing. */
  readonly real: readonly number[]
  readonly synthetic: readonly number[]
}

export interface MarginalOptions {
  readonly bins?: number
  readonly levels?: number
}

/**
 * Numbers in equal bins between the real 0.5% and 99.5% quantiles, the outer bins open; categories by
 * their commonest real levels.
 */
export function marginal(
  real: AlignedColumn,
  synthetic: AlignedColumn,
  { bins = 24, levels = 10 }: MarginalOptions = {},
): Marginal {
  if (real.kind === 'number' && synthetic.kind === 'number') {
    return numberMarginal(real, synthetic, bins)
  }
  // Safe: aligned columns of one field are of one kind.
  return categoryMarginal(real as CategoryValues, synthetic as CategoryValues, levels)
}

const dayMilliseconds = 86_400_000

function numberMarginal(real: NumberValues, synthetic: NumberValues, bins: number): Marginal {
  const sorted = real.values.filter((value) => !Number.isNaN(value)).sort()
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1])
  const low = quantileOfSorted(sorted, 0.005)
  const high = quantileOfSorted(sorted, 0.995)
  const width = (high - low) / bins
  // Few values have a bar each.
  const starts =
    distinct.length <= bins || !(width > 0)
      ? distinct.slice(0, bins)
      : Float64Array.from({ length: bins }, (_, bin) => low + bin * width)
  const edges = starts.slice(1)
  const isWithinDays = real.isTime && starts.some((start) => start % dayMilliseconds !== 0)
  const isFine = isWithinDays && high - low < bins * dayMilliseconds
  const sharesOf = ({ values }: NumberValues): number[] =>
    shares(values.length, starts.length, (row) => binOf(values[row]!, edges))
  return {
    field: real.name,
    kind: real.isTime ? 'time' : 'number',
    labels: Array.from(starts, (start) =>
      real.isTime
        ? new Date(start)
            .toISOString()
            .slice(0, isFine ? 16 : 10)
            .replace('T', ' ')
        : String(Number(start.toPrecision(4))),
    ),
    others: 0,
    real: sharesOf(real),
    synthetic: sharesOf(synthetic),
  }
}

function categoryMarginal(
  real: CategoryValues,
  synthetic: CategoryValues,
  limit: number,
): Marginal {
  const counts = real.levels.map(() => 0)
  for (const code of real.codes) if (code >= 0) counts[code]!++
  const order = counts.map((_, level) => level).sort((a, b) => counts[b]! - counts[a]! || a - b)
  const shown = order.length > limit ? order.slice(0, limit - 1) : order
  const others = order.length - shown.length
  const barOf = new Int32Array(real.levels.length).fill(shown.length)
  shown.forEach((level, bar) => (barOf[level] = bar))
  const bars = shown.length + (others > 0 ? 1 : 0)
  const sharesOf = ({ codes }: CategoryValues): number[] =>
    shares(codes.length, bars, (row) => (codes[row]! < 0 ? -1 : barOf[codes[row]!]!))
  return {
    field: real.name,
    kind: 'category',
    labels: [...shown.map((level) => real.levels[level]!), ...(others > 0 ? ['…'] : [])],
    others,
    real: sharesOf(real),
    synthetic: sharesOf(synthetic),
  }
}

function shares(rows: number, bars: number, barOf: (row: number) => number): number[] {
  const result = Array.from({ length: bars }, () => 0)
  for (let row = 0; row < rows; row++) {
    const bar = barOf(row)
    if (bar >= 0) result[bar]! += 1 / rows
  }
  return result
}
