// Numbers in bins of equal width over the range of the real column, so that they pair with categories.

import type {
  AlignedColumn,
  CategoryValues,
  NumberValues,
} from '../../../data/table/aligned-columns.ts'

/** The bins of SDMetrics and of `numpy.histogram_bin_edges`. */
const discreteBins = 10

/**
 * Both columns as categories: bins of equal width between the smallest and the largest real value,
 * the outer two open to infinity. A category is returned as it is; missing stays missing.
 */
export function discretise<C extends AlignedColumn>(
  real: C,
  synthetic: C,
  bins: number = discreteBins,
): readonly [CategoryValues, CategoryValues] {
  if (real.kind === 'category' || synthetic.kind === 'category') {
    // Safe: aligned columns of one field are of one kind.
    return [real as CategoryValues, synthetic as CategoryValues]
  }
  const edges = binEdges(real.values, bins)
  const levels = Array.from({ length: bins }, (_, bin) => String(bin))
  const binned = ({ name, values }: NumberValues): CategoryValues => ({
    kind: 'category',
    name,
    levels,
    codes: Int32Array.from(values, (value) => binOf(value, edges)),
  })
  return [binned(real), binned(synthetic)]
}

/** The inner edges of equal bins, ascending, shape [bins - 1]; a constant column has width 1. */
export function binEdges(values: Float64Array, bins: number): Float64Array {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low === high) {
    low -= 0.5
    high += 0.5
  }
  return Float64Array.from({ length: bins - 1 }, (_, i) => low + ((high - low) * (i + 1)) / bins)
}

/** The bin of a value, a left edge belonging to its bin; -1 for NaN. */
export function binOf(value: number, edges: Float64Array): number {
  if (Number.isNaN(value)) return -1
  let bin = 0
  while (bin < edges.length && value >= edges[bin]!) bin++
  return bin
}
