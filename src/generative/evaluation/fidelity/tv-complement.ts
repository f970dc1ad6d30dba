// TVComplement of SDMetrics: 1 - the total variation distance of two categories' frequencies.

import type { CategoryValues } from '../../../data/table/aligned-columns.ts'

/**
 * 1 - sum |p_real - p_synthetic| / 2 over the levels; missing values are left out. NaN where either
 * column has no value.
 */
export function tvComplement(real: CategoryValues, synthetic: CategoryValues): number {
  const p = frequencies(real)
  const q = frequencies(synthetic)
  return 1 - p.reduce((sum, share, level) => sum + Math.abs(share - q[level]!), 0) / 2
}

function frequencies({ codes, levels }: CategoryValues): Float64Array {
  const counts = new Float64Array(levels.length)
  let present = 0
  for (const code of codes) {
    if (code < 0) continue
    counts[code]!++
    present++
  }
  return present === 0 ? counts.fill(Number.NaN) : counts.map((count) => count / present)
}
