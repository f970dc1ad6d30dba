// The known name nearest to a mistyped one, for the hint of an error.
// Optimal string alignment distance (Damerau 1964, doi:10.1145/363958.363994).

/**
 * The known name that a person most likely meant, or undefined where none is near.
 * Letter case, blanks and `_ - .` do not count as differences, and neither does a unit in brackets.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = simplify(name)
  let best: string | undefined
  let bestDistance = Infinity
  for (const candidate of known) {
    for (const other of new Set([simplify(candidate), simplify(withoutUnit(candidate))])) {
      const distance = editDistance(wanted, other)
      const length = Math.max(wanted.length, other.length)
      // Of one letter nothing would be left, of others a third may differ.
      const allowed = Math.min(length - 1, Math.max(1, Math.floor(length / 3)))
      if (distance <= allowed && distance < bestDistance) {
        best = candidate
        bestDistance = distance
      }
    }
  }
  return best
}

/** `Torque` of `Torque [Nm]`. */
function withoutUnit(name: string): string {
  return name.replace(/\s*[[(][^\])]*[\])]\s*$/, '')
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '')
}

function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let distance = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, beforePrevious[j - 2]! + 1)
      }
      current.push(distance)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.length]!
}
