// Features of a linear model: standardised numbers, and one weight per level of a category.

import { type AlignedColumn, lengthOf } from '../../data/table/aligned-columns.ts'

/** A row is `dense` numbers and a list of the weights that it switches on. */
export interface LinearFeatures {
  readonly rowCount: number
  /** Shape [rows, denseCount]. */
  readonly dense: Float64Array
  readonly denseCount: number
  /** Shape [rows, slotCount]: indices of weights, counted after the dense ones. */
  readonly switches: Int32Array
  readonly slotCount: number
  readonly weightCount: number
}

/** Centre and 1 / scale of a number; null for a category. */
export type LinearRule = readonly [centre: number, scale: number] | null

/** Learns centre and scale of numbers. */
export function linearRules(fitted: readonly AlignedColumn[]): LinearRule[] {
  return fitted.map((column) => (column.kind === 'number' ? centreAndScale(column.values) : null))
}

/**
 * A missing number stands at the centre, with a weight of its own; so does a missing level. Constant
 * numbers weigh nothing.
 */
export function linearFeatures(
  rules: readonly LinearRule[],
  columns: readonly AlignedColumn[],
): LinearFeatures {
  const denseCount = rules.filter((rule) => rule !== null).length
  const rowCount = columns[0] ? lengthOf(columns[0]) : 0
  const dense = new Float64Array(rowCount * denseCount)
  const slotCount = columns.length
  const switches = new Int32Array(rowCount * slotCount)
  let offset = denseCount
  let place = 0
  columns.forEach((column, slot) => {
    if (column.kind === 'number') {
      const [centre, scale] = rules[slot] ?? [0, 0]
      for (let row = 0; row < rowCount; row++) {
        const isMissing = Number.isNaN(column.values[row])
        dense[row * denseCount + place] = isMissing ? 0 : (column.values[row]! - centre) * scale
        switches[row * slotCount + slot] = isMissing ? offset : -1
      }
      place++
      offset++
    } else {
      for (let row = 0; row < rowCount; row++) {
        switches[row * slotCount + slot] = offset + 1 + column.codes[row]!
      }
      offset += column.levels.length + 1
    }
  })
  return { rowCount, dense, denseCount, switches, slotCount, weightCount: offset }
}

function centreAndScale(values: Float64Array): readonly [number, number] {
  const present = values.filter((value) => !Number.isNaN(value))
  if (present.length === 0) return [0, 0]
  const centre = present.reduce((sum, value) => sum + value, 0) / present.length
  const variance = present.reduce((sum, value) => sum + (value - centre) ** 2, 0) / present.length
  const deviation = Math.sqrt(variance)
  return [centre, deviation > 1e-12 * Math.abs(centre) ? 1 / deviation : 0]
}
