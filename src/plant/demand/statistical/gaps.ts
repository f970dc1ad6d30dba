// Histories that are not whole: values missing within.

/**
 * The history from its first value on, with missing values replaced by the one a season before, or by
 * the last one where there is no season. Returns the same array where nothing is missing.
 */
export function fillGaps(values: Float64Array, seasonLength: number): Float64Array {
  const first = values.findIndex((value) => !Number.isNaN(value))
  if (first < 0) return new Float64Array(0)
  if (values.every((value) => !Number.isNaN(value))) return values
  const filled = values.slice(first)
  for (let i = 1; i < filled.length; i++) {
    if (!Number.isNaN(filled[i]!)) continue
    const seasonBefore = seasonLength > 1 ? filled[i - seasonLength] : undefined
    filled[i] = seasonBefore ?? filled[i - 1]!
  }
  return filled
}
