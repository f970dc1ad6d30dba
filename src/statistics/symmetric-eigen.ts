// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub & Van Loan 2013, section
// 8.5): simple, and exact to rounding also for small eigenvalues.

export interface EigenDecomposition {
  /** Descending. */
  readonly values: Float64Array
  /** One per value, of length 1. */
  readonly vectors: readonly Float64Array[]
}

const sweepLimit = 60

/** @param matrix rows of a symmetric matrix; it is left as it is */
export function symmetricEigen(matrix: readonly Float64Array[]): EigenDecomposition {
  const n = matrix.length
  const a = matrix.map((row) => row.slice())
  const vectors = a.map((_, i) => new Float64Array(n).map((__, j) => (i === j ? 1 : 0)))
  const size = a.reduce((sum, row) => sum + squares(row), 0)
  for (let sweep = 0; sweep < sweepLimit; sweep++) {
    const off = a.reduce((sum, row, i) => sum + squares(row.subarray(i + 1)), 0)
    if (off <= 1e-28 * size) break
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q)
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j]![j]! - a[i]![i]!)
  return {
    values: Float64Array.from(order, (i) => a[i]![i]!),
    vectors: order.map((i) => vectors[i]!),
  }
}

/** Makes the element (p, q) zero. Rows of `vectors` are the eigenvectors. */
function rotate(
  a: readonly Float64Array[],
  vectors: readonly Float64Array[],
  p: number,
  q: number,
): void {
  const rowP = a[p]!
  const rowQ = a[q]!
  const off = rowP[q]!
  const onP = rowP[p]!
  const onQ = rowQ[q]!
  if (off === 0) return
  const theta = (onQ - onP) / (2 * off)
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const c = 1 / Math.hypot(t, 1)
  const s = t * c
  turn(rowP, rowQ, c, s)
  for (let k = 0; k < a.length; k++) {
    const row = a[k]!
    row[p] = rowP[k]!
    row[q] = rowQ[k]!
  }
  rowP[p] = onP - t * off
  rowQ[q] = onQ + t * off
  rowP[q] = 0
  rowQ[p] = 0
  turn(vectors[p]!, vectors[q]!, c, s)
}

function turn(first: Float64Array, second: Float64Array, c: number, s: number): void {
  for (let k = 0; k < first.length; k++) {
    const x = first[k]!
    const y = second[k]!
    first[k] = c * x - s * y
    second[k] = s * x + c * y
  }
}

function squares(row: Float64Array): number {
  let sum = 0
  for (let i = 0; i < row.length; i++) sum += row[i]! * row[i]!
  return sum
}
