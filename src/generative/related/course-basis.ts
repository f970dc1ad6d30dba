// Courses as lines between equally spaced nodes, fitted to scattered values by least squares with a penalty
// on bends (Eilers & Marx 1996, doi:10.1214/ss/1038425655).

/** Between which nodes a position in [0, 1] lies: `first` with 1 - `share`, the next one with `share`. */
export function nodeWeights(
  position: number,
  nodes: number,
): { readonly first: number; readonly share: number } {
  const at = position * (nodes - 1)
  const first = Math.min(nodes - 2, Math.max(0, Math.floor(at)))
  return { first, share: at - first }
}

/** A bend between two nodes weighs as much as a value that is missed. */
const bendPenalty = 1

/** Values at the nodes; gaps (NaN) are left out, and fewer than two values give NaN. */
export function smoothCourse(
  positions: readonly number[],
  values: readonly number[],
  nodes: number,
): Float64Array {
  const normal = Array.from({ length: nodes }, () => new Float64Array(nodes + 1))
  let count = 0
  for (const [i, position] of positions.entries()) {
    const value = values[i]!
    if (Number.isNaN(value)) continue
    count++
    const { first, share } = nodeWeights(position, nodes)
    const weights = [1 - share, share]
    for (const [a, own] of weights.entries()) {
      normal[first + a]![nodes]! += own * value
      for (const [b, other] of weights.entries()) normal[first + a]![first + b]! += own * other
    }
  }
  if (count < 2) return new Float64Array(nodes).fill(NaN)
  const bend = [1, -2, 1]
  for (let i = 0; i + 2 < nodes; i++) {
    for (const [a, own] of bend.entries()) {
      for (const [b, other] of bend.entries()) {
        normal[i + a]![i + b]! += bendPenalty * own * other
      }
    }
  }
  return solveInPlace(normal)
}

/** Solves a symmetric positive definite system by elimination; the last column is the right side. */
export function solveInPlace(rows: readonly Float64Array[]): Float64Array {
  const n = rows.length
  for (let k = 0; k < n; k++) {
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!
      if (factor === 0) continue
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * rows[k]![j]!
    }
  }
  const found = new Float64Array(n)
  for (let k = n - 1; k >= 0; k--) {
    let rest = rows[k]![n]!
    for (let j = k + 1; j < n; j++) rest -= rows[k]![j]! * found[j]!
    found[k] = rest / rows[k]![k]!
  }
  return found
}
