// The line on which each record of a file begins, kept as the few places where records do not follow
// line by line: after a quoted line end or a blank line.

export interface LineIndex {
  /** Records so far. */
  readonly count: number
  /** Adds the next record. */
  add(line: number): void
  /** The line of a record, counted from 0. */
  lineOf(row: number): number
}

export function createLineIndex(): LineIndex {
  // From `rows[i]` on, a record begins on the line of its number plus `shifts[i]`.
  const rows: number[] = []
  const shifts: number[] = []
  let count = 0
  return {
    get count() {
      return count
    },
    add(line) {
      if (shifts.at(-1) !== line - count) {
        rows.push(count)
        shifts.push(line - count)
      }
      count++
    },
    lineOf(row) {
      let low = 0
      let high = rows.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (rows[middle]! <= row) low = middle + 1
        else high = middle
      }
      return row + (shifts[low - 1] ?? 0)
    },
  }
}
