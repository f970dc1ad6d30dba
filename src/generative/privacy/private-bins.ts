// Bins and their shares under differential privacy: how often each small part of a field's public range
// occurs is released once, with Gaussian noise, and all else is made of that.

import type { Random } from '../../random.ts'
import type { BinnedField, FieldBins } from '../encoding/bins.ts'
import { ontoSimplex } from './noisy-counts.ts'

/** A field as the schema, which is public, describes it. */
export interface PublicField extends BinnedField {
  /** Whether the schema allows gaps. */
  readonly mayBeMissing?: boolean
}

export interface PrivateBins {
  readonly bins: FieldBins
  /** Rows in each bin, the one for missing values last, and the variance of the noise in it. */
  readonly counts: Float64Array
  readonly variances: Float64Array
}

export interface PrivateBinsOptions {
  /**
   * Deviation of the noise in units of the sensitivity: one row adds one to one count of each field,
   * so that all counts together change by the square root of the number of fields.
   */
  readonly noise: number
  /** Bins of a quantity at most. */
  readonly most: number
  readonly random: Random
}

/** Parts of a quantity's range that are counted. */
const cells = 128

/** Bins of all fields from rows of numbers `[rows, fields]`, NaN where missing. */
export function privateBins(
  fields: readonly PublicField[],
  values: Float64Array,
  { noise, most, random }: PrivateBinsOptions,
): PrivateBins[] {
  const deviation = noise * Math.sqrt(fields.length)
  const rowCount = values.length / Math.max(1, fields.length)
  return fields.map((field, index) => {
    const grid = gridOf(field)
    const counts = new Float64Array(grid.low.length + (field.mayBeMissing ? 1 : 0))
    for (let at = index; at < values.length; at += fields.length) {
      counts[cellOf(grid, values[at]!)]!++
    }
    for (let i = 0; i < counts.length; i++) counts[i]! += deviation * random.normal()
    const own = field.levels === undefined ? most : Infinity
    return merged(grid, counts, rowCount, own, deviation)
  })
}

interface Grid extends Omit<FieldBins, 'low' | 'high'> {
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** Steps in the first cell, in each other one, and in all. */
  readonly first: number
  readonly width: number
  readonly steps: number
}

function gridOf({ name, levels, minimum, maximum, step, mayBeMissing = false }: PublicField): Grid {
  const isWhole = levels !== undefined || (maximum - minimum) / step <= 2 ** 23
  const unit = levels === undefined && isWhole ? step : 1
  const origin = levels === undefined ? minimum : 0
  const steps = levels === undefined ? Math.round((maximum - minimum) / unit) : levels - 1
  const shared = { name, origin, unit, isWhole, hasMissing: mayBeMissing }
  if (!isWhole) {
    const span = (maximum - minimum) / cells
    const low = Array.from({ length: cells }, (_, i) => i * span)
    const high = low.map((start) => start + span)
    return { ...shared, low, high, first: span, width: span, steps: maximum - minimum }
  }
  const width = levels === undefined ? Math.max(1, Math.ceil(steps / (cells - 1))) : 1
  // The minimum stands alone: where it is zero, it is often what most rows have.
  const count = 1 + Math.ceil(steps / width)
  const low = Array.from({ length: count }, (_, i) => (i === 0 ? 0 : 1 + (i - 1) * width))
  const high = low.map((start, i) => (i === 0 ? 0 : Math.min(start + width - 1, steps)))
  return { ...shared, low, high, first: 1, width, steps }
}

function cellOf(grid: Grid, value: number): number {
  if (Number.isNaN(value)) return grid.hasMissing ? grid.low.length : 0
  const steps = (value - grid.origin) / grid.unit
  const after = (grid.isWhole ? Math.round(steps) : steps) - grid.first
  const cell = after < 0 ? 0 : 1 + Math.floor(after / grid.width)
  return Math.max(0, Math.min(cell, grid.low.length - 1))
}

/**
 * Joins neighbouring cells into bins of a share of the rows like sqrt(u (1 - u)) where the share u lies
 * below: finer towards either end, as what is rare goes with what is extreme. Levels stay as they are.
 */
function merged(
  grid: Grid,
  counts: Float64Array,
  rowCount: number,
  most: number,
  deviation: number,
): PrivateBins {
  const { low, high, first: _, width: __, steps: ___, ...shared } = grid
  const tallies = ontoSimplex(counts, rowCount)
  const inner = tallies.subarray(0, low.length)
  const total = inner.reduce((a, b) => a + b, 0)
  const joinedAt = (share: number): number => {
    if (most === Infinity) return 0
    const wanted = ((Math.PI * total) / most) * Math.sqrt(Math.max(0, share * (1 - share)))
    // A bin of fewer rows than the noise would say nothing.
    return Math.max(wanted, 2 * deviation)
  }
  const bins = {
    low: [] as number[],
    high: [] as number[],
    held: [] as number[],
    cells: [] as number[],
  }
  const isEmpty = (count: number): boolean => count < 2 * deviation
  const isFull = (count: number): boolean => count > 4 * deviation
  let cellsHeld = 0
  let passed = 0
  for (const [i, count] of inner.entries()) {
    passed += count
    const last = bins.held.length - 1
    const held = bins.held[last]
    const density = (held ?? 0) / Math.max(1, cellsHeld)
    // A gap is not joined with what lies beside it: it would be filled.
    const isEdge = (isEmpty(density) && isFull(count)) || (isFull(density) && isEmpty(count))
    if (held !== undefined && held + count / 2 <= joinedAt(passed / total) && !isEdge) {
      bins.high[last] = high[i]!
      bins.held[last] = held + count
      cellsHeld++
      bins.cells[last] = cellsHeld
    } else {
      bins.low.push(low[i]!)
      bins.high.push(high[i]!)
      bins.held.push(count)
      bins.cells.push(1)
      cellsHeld = 1
    }
  }
  const gap = shared.hasMissing ? [tallies.at(-1)!] : []
  return {
    bins: { ...shared, low: bins.low, high: bins.high },
    counts: Float64Array.from([...bins.held, ...gap]),
    variances: Float64Array.from(
      [...bins.cells, ...gap.map(() => 1)],
      (joined) => joined * deviation ** 2,
    ),
  }
}
