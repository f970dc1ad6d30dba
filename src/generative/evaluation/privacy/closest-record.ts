// Distance to the closest record, with the distance of SDMetrics (Gower 1971, doi:10.2307/2528823).

import { type AlignedColumn, lengthOf } from '../../../data/table/aligned-columns.ts'

/** Rows in which a field's distance is min(|a - b|, 1), shape [rows, fields]. */
export interface Records {
  readonly rowCount: number
  readonly fieldCount: number
  readonly values: Float32Array
}

/** Farther from every value than a whole range, so that missing against present costs 1. */
const missing = 1e6

/**
 * Encodes tables that are aligned with the reference: numbers by the reference's range, codes two
 * apart. A number outside a constant reference column is at distance 1.
 */
export function recordEncoder(
  reference: readonly AlignedColumn[],
): (columns: readonly AlignedColumn[]) => Records {
  const ranges = reference.map((column) => {
    if (column.kind !== 'number') return undefined
    const present = column.values.filter((value) => !Number.isNaN(value))
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const value of present) {
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    return { low, scale: high > low ? 1 / (high - low) : Number.NaN }
  })
  return (columns) => {
    const rowCount = columns[0] ? lengthOf(columns[0]) : 0
    const fieldCount = columns.length
    const values = new Float32Array(rowCount * fieldCount)
    columns.forEach((column, field) => {
      for (let row = 0; row < rowCount; row++) {
        let encoded: number
        if (column.kind === 'category') {
          encoded = column.codes[row]! < 0 ? missing : 2 * column.codes[row]!
        } else {
          const { low, scale } = ranges[field]!
          const value = column.values[row]!
          if (Number.isNaN(value)) encoded = missing
          else if (Number.isNaN(scale)) encoded = value === low ? 0 : 2
          else encoded = Math.max(-2, Math.min(3, (value - low) * scale))
        }
        values[row * fieldCount + field] = encoded
      }
    })
    return { rowCount, fieldCount, values }
  }
}

/** Per query, the mean distance per field to its closest reference record, in [0, 1]. */
export function closestDistances(queries: Records, references: Records): Float64Array {
  const { fieldCount } = queries
  const a = queries.values
  const b = references.values
  const result = new Float64Array(queries.rowCount)
  for (let query = 0; query < queries.rowCount; query++) {
    const from = query * fieldCount
    let best = Number.POSITIVE_INFINITY
    for (let place = 0; place < b.length; place += fieldCount) {
      let distance = 0
      for (let field = 0; field < fieldCount; field++) {
        const difference = Math.abs(a[from + field]! - b[place + field]!)
        distance += difference < 1 ? difference : 1
        // Most records are far: a third of the fields says so.
        if (distance >= best) break
      }
      if (distance < best) best = distance
      if (best === 0) break
    }
    result[query] = best / fieldCount
  }
  return result
}
