// Linear regression on standardised features with a small ridge, by normal equations.

/** Returns the fitted function. */
export function ridgeRegression(
  features: readonly number[][],
  targets: readonly number[],
): (row: readonly number[]) => number {
  const width = features[0]!.length
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const centres = Array.from({ length: width }, (_, j) => mean(features.map((row) => row[j]!)))
  const scales = centres.map((centre, j) =>
    Math.max(1e-12, Math.sqrt(mean(features.map((row) => (row[j]! - centre) ** 2)))),
  )
  const standard = (row: readonly number[]): number[] =>
    row.map((value, j) => (value - centres[j]!) / scales[j]!)
  const level = mean(targets)
  const matrix = Array.from({ length: width }, () => new Array<number>(width + 1).fill(0))
  for (const [i, row] of features.entries()) {
    const z = standard(row)
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < width; b++) matrix[a]![b]! += z[a]! * z[b]!
      matrix[a]![width]! += z[a]! * (targets[i]! - level)
    }
  }
  for (let a = 0; a < width; a++) matrix[a]![a]! += 1e-3 * features.length
  const weights = solve(matrix)
  return (row) => level + standard(row).reduce((sum, z, j) => sum + z * weights[j]!, 0)
}

/** Gauss-Jordan elimination of a positive definite system `[width, width + 1]`. */
function solve(matrix: number[][]): number[] {
  for (const [a, pivot] of matrix.entries()) {
    const scale = pivot[a]!
    for (let j = 0; j < pivot.length; j++) pivot[j]! /= scale
    for (const row of matrix) {
      if (row === pivot) continue
      const factor = row[a]!
      for (let j = 0; j < row.length; j++) row[j]! -= factor * pivot[j]!
    }
  }
  return matrix.map((row) => row.at(-1)!)
}
