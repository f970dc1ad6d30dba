// KSComplement of SDMetrics: 1 - the two-sample Kolmogorov-Smirnov statistic.

/**
 * 1 - sup |F_real - F_synthetic| of the empirical distribution functions; missing values are left
 * out. NaN where either column has no value.
 */
export function ksComplement(real: Float64Array, synthetic: Float64Array): number {
  const a = sortedPresent(real)
  const b = sortedPresent(synthetic)
  if (a.length === 0 || b.length === 0) return Number.NaN
  let i = 0
  let j = 0
  let largest = 0
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!)
    while (i < a.length && a[i] === value) i++
    while (j < b.length && b[j] === value) j++
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length))
  }
  return 1 - largest
}

function sortedPresent(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort()
}
