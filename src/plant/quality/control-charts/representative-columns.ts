// A few of many measures that stand for the others: taken one after another, each the one that explains
// most of what those before it leave open (pivots of a Cholesky decomposition of the correlations).

import { columnOf, type Table } from '../../../data/table/table.ts'
import { mean, standardDeviation } from '../../../statistics/moments.ts'

/** Below this share of its variance a measure is told by those that were taken before it. */
const leastUnexplained = 1e-6

/**
 * At most so many of the numeric columns, in the order in which they were taken. Gaps count as the mean; a
 * measure that does not vary is not taken.
 */
export function representativeColumns(
  table: Table,
  names: readonly string[],
  most: number,
): string[] {
  const open = correlations(names.map((name) => columnOf(table, name, 'number').values))
  const taken: number[] = []
  while (taken.length < most) {
    const explained = open.map((row, i) =>
      row[i]! > leastUnexplained ? row.reduce((sum, value) => sum + value * value, 0) / row[i]! : 0,
    )
    const best = explained.indexOf(Math.max(0, ...explained))
    if (best < 0 || explained[best] === 0) break
    taken.push(best)
    const axis = open[best]!.slice()
    for (const [i, row] of open.entries()) {
      const weight = axis[i]! / axis[best]!
      for (let j = 0; j < row.length; j++) row[j]! -= weight * axis[j]!
    }
  }
  return taken.map((place) => names[place]!)
}

function correlations(columns: readonly Float64Array[]): Float64Array[] {
  const all = columns.map(standardised)
  const matrix = all.map(() => new Float64Array(all.length))
  all.forEach((first, i) => {
    for (let j = 0; j <= i; j++) {
      const second = all[j]!
      let sum = 0
      for (let row = 0; row < first.length; row++) sum += first[row]! * second[row]!
      matrix[i]![j] = sum
      matrix[j]![i] = sum
    }
  })
  return matrix
}

/** Of length one, so that products are correlations. */
function standardised(values: Float64Array): Float64Array {
  const present = values.filter((value) => !Number.isNaN(value))
  if (present.length < 2) return new Float64Array(values.length)
  const centre = mean(present)
  const length = standardDeviation(present) * Math.sqrt(present.length - 1)
  return values.map((value) =>
    Number.isNaN(value) || length === 0 ? 0 : (value - centre) / length,
  )
}
