// Periods without a value inside a history.

/** What is done with a missing period. */
export type GapRule = 'zero' | 'interpolate' | 'leave' | 'error'

/** Indices of the missing values (NaN) between the first and the last value that is there. */
export function findGaps(values: Float64Array): number[] {
  const isPresent = (value: number): boolean => !Number.isNaN(value)
  const first = values.findIndex(isPresent)
  const last = values.findLastIndex(isPresent)
  const gaps: number[] = []
  for (let i = first + 1; i < last; i++) if (!isPresent(values[i]!)) gaps.push(i)
  return gaps
}

/**
 * A copy with the gaps filled: by zero, or on the straight line between the neighbours (rounded
 * where every value is a whole number). Missing values at the ends stay.
 */
export function fillGaps(values: Float64Array, rule: 'zero' | 'interpolate'): Float64Array {
  const filled = values.slice()
  const gaps = findGaps(values)
  if (rule === 'zero') {
    for (const i of gaps) filled[i] = 0
    return filled
  }
  const isWhole = values.every((value) => Number.isNaN(value) || Number.isInteger(value))
  for (let g = 0; g < gaps.length;) {
    const before = gaps[g]! - 1
    let length = 1
    while (gaps[g + length] === gaps[g]! + length) length++
    const after = before + length + 1
    for (let step = 1; step <= length; step++) {
      const share = step / (length + 1)
      const value = (1 - share) * values[before]! + share * values[after]!
      filled[before + step] = isWhole ? Math.round(value) : value
    }
    g += length
  }
  return filled
}
