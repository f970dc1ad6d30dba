// Tables of counts or shares over a few fields: one cell per combination of their bins, row-major in the
// order of the fields.

/** Rows as bins, `[rowCount, width]`. */
export interface BinnedRows {
  readonly rowCount: number
  readonly indices: Int32Array
  /** Bins of each field. */
  readonly sizes: readonly number[]
}

export function cellCount(fields: readonly number[], sizes: readonly number[]): number {
  return fields.reduce((product, field) => product * sizes[field]!, 1)
}

/** For each cell of a table over `from`, the cell of the table over `to`, a part of those fields. */
export function projection(
  from: readonly number[],
  to: readonly number[],
  sizes: readonly number[],
): Int32Array {
  const strides = stridesOf(to, sizes)
  let map = new Int32Array(1)
  for (const field of from) {
    const size = sizes[field]!
    const stride = strides.get(field) ?? 0
    const next = new Int32Array(map.length * size)
    for (let i = 0; i < next.length; i++) {
      next[i] = map[Math.floor(i / size)]! + (i % size) * stride
    }
    map = next
  }
  return map
}

/** How many rows fall into each cell. */
export function countCells(rows: BinnedRows, fields: readonly number[]): Float64Array {
  const { rowCount, indices, sizes } = rows
  const width = sizes.length
  const counts = new Float64Array(cellCount(fields, sizes))
  for (let start = 0; start < rowCount * width; start += width) {
    let cell = 0
    for (const field of fields) cell = cell * sizes[field]! + indices[start + field]!
    counts[cell]!++
  }
  return counts
}

/** Sums of the cells that a projection puts together. */
export function summed(values: Float64Array, map: Int32Array, cells: number): Float64Array {
  const sums = new Float64Array(cells)
  for (let i = 0; i < values.length; i++) sums[map[i]!]! += values[i]!
  return sums
}

function stridesOf(fields: readonly number[], sizes: readonly number[]): Map<number, number> {
  const strides = new Map<number, number>()
  let stride = 1
  for (const field of fields.toReversed()) {
    strides.set(field, stride)
    stride *= sizes[field]!
  }
  return strides
}
