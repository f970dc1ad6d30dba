// JSON for programs: no blanks, and numbers no longer than what they are known to.

/** Digits that a figure keeps: far more than any of them is sure of, so that sums of parts still agree. */
const digits = 12

/** One line of JSON, numbers rounded to twelve significant digits; whole numbers are kept as they are. */
export function compactJson(value: unknown): string {
  const text = JSON.stringify(value, (_, entry: unknown) =>
    typeof entry === 'number' && !Number.isInteger(entry)
      ? Number(entry.toPrecision(digits))
      : entry,
  )
  return `${text}\n`
}
