// Rows parted in place, as trees grow.

/** Brings those of rows `start` to `end` that go left before the others; gives where these begin. */
export function partition(
  rows: Int32Array,
  start: number,
  end: number,
  isLeft: (row: number) => boolean,
): number {
  let low = start
  let high = end - 1
  while (low <= high) {
    const row = rows[low]!
    if (isLeft(row)) {
      low++
    } else {
      rows[low] = rows[high]!
      rows[high] = row
      high--
    }
  }
  return low
}
