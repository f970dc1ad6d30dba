// CorrelationSimilarity of SDMetrics, with Pearson's coefficient.

/**
 * 1 - |rho_real - rho_synthetic| / 2; NaN where a coefficient is undefined, because a column is
 * constant or fewer than two rows have both values.
 */
export function correlationSimilarity(
  realCorrelation: number,
  syntheticCorrelation: number,
): number {
  return 1 - Math.abs(realCorrelation - syntheticCorrelation) / 2
}

/** Pearson's correlation over the rows in which both values are present. */
export function pearsonCorrelation(x: Float64Array, y: Float64Array): number {
  let count = 0
  let meanX = 0
  let meanY = 0
  for (let row = 0; row < x.length; row++) {
    if (Number.isNaN(x[row]) || Number.isNaN(y[row])) continue
    count++
    meanX += x[row]!
    meanY += y[row]!
  }
  meanX /= count
  meanY /= count
  let xx = 0
  let yy = 0
  let xy = 0
  for (let row = 0; row < x.length; row++) {
    const dx = x[row]! - meanX
    const dy = y[row]! - meanY
    if (Number.isNaN(dx) || Number.isNaN(dy)) continue
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  // Rounding leaves a constant column with a variance that is not quite zero.
  const isConstant = xx <= 1e-26 * count * meanX * meanX || yy <= 1e-26 * count * meanY * meanY
  return count < 2 || isConstant ? Number.NaN : xy / Math.sqrt(xx * yy)
}
