// The known name that a person probably meant: least edit distance, adjacent swaps counting once
// (Damerau 1964, doi:10.1145/363958.363994).

/** The nearest of `known`, or undefined where none is near (more than a third of the letters differ). */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined
  let least = Infinity
  for (const candidate of known) {
    const distance = editDistance(simplify(name), simplify(candidate))
    if (distance < least) [least, nearest] = [distance, candidate]
  }
  const longest = Math.max(name.length, nearest?.length ?? 0)
  return least <= Math.max(1, Math.floor(longest / 3)) ? nearest : undefined
}

function simplify(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, '_')
}

function editDistance(a: string, b: string): number {
  const width = b.length + 1
  const table = new Int32Array((a.length + 1) * width)
  for (let i = 0; i <= a.length; i++) table[i * width] = i
  for (let j = 0; j <= b.length; j++) table[j] = j
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const substitution = a[i - 1] === b[j - 1] ? 0 : 1
      let distance = Math.min(
        table[(i - 1) * width + j]! + 1,
        table[i * width + j - 1]! + 1,
        table[(i - 1) * width + j - 1]! + substitution,
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, table[(i - 2) * width + j - 2]! + 1)
      }
      table[i * width + j] = distance
    }
  }
  return table[a.length * width + b.length]!
}
