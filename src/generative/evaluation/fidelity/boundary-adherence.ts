// BoundaryAdherence of SDMetrics.

/**
 * Share of the synthetic values between the smallest and the largest real one. Missing values do not
 * count where the real column has some, and are out of bounds where it has none.
 */
export function boundaryAdherence(real: Float64Array, synthetic: Float64Array): number {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  let mayBeMissing = false
  for (const value of real) {
    if (Number.isNaN(value)) mayBeMissing = true
    if (value < low) low = value
    if (value > high) high = value
  }
  let within = 0
  let counted = 0
  for (const value of synthetic) {
    if (mayBeMissing && Number.isNaN(value)) continue
    counted++
    if (value >= low && value <= high) within++
  }
  return within / counted
}
