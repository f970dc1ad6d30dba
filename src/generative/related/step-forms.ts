// How the fields of children are drawn: as values, or as changes from the one before. A slow series moves
// by less than a hundredth of what all series span, so that bins of its values would blur its steps.

import type { RowField } from '../tables/row-matrix.ts'
import type { RelatedRows } from './related-rows.ts'

export interface StepForm {
  readonly field: RowField
  /** `order`: by which children follow each other; it is drawn as spacing. */
  readonly form: 'value' | 'change' | 'order'
  /** Bounds of the changes. */
  readonly changes: readonly [low: number, high: number]
  /** A value that so many children have that the others are events: no demand, no fault. */
  readonly usual?: number
}

/** Changes below this share of the spread of the values are drawn as changes. */
const slowShare = 0.3
/** A value that more than this share of the children have is usual. */
const usualShare = 0.3

/** @param kept places of fields that must be drawn as values, such as those of constraints. */
export function stepForms(
  { children, starts }: RelatedRows,
  order: number | undefined,
  kept: ReadonlySet<number>,
): StepForm[] {
  const { fields, values, rowCount } = children
  const isFirst = new Uint8Array(rowCount + 1)
  for (const start of starts) isFirst[start] = 1
  return fields.map((field, place): StepForm => {
    const at = (row: number): number => values[row * fields.length + place]!
    const level = momentsOf()
    const step = momentsOf()
    for (let row = 0; row < rowCount; row++) {
      level.add(at(row))
      if (isFirst[row] === 0) step.add(at(row) - at(row - 1))
    }
    const changes = step.count > 0 ? step.bounds() : ([0, 0] as const)
    if (place === order) return { field, form: 'order', changes }
    const isQuantity = field.levels === undefined
    const isSlow = isQuantity && !field.mayBeMissing && step.count > 0
    if (isSlow && !kept.has(place) && step.deviation() < slowShare * level.deviation()) {
      return { field, form: 'change', changes }
    }
    const usual = isQuantity ? usualValue(rowCount, at) : undefined
    return { field, form: 'value', changes, ...(usual !== undefined && { usual }) }
  })
}

/** The value that stands in more than `usualShare` of the rows, where there is one among others. */
function usualValue(rowCount: number, at: (row: number) => number): number | undefined {
  const counts = new Map<number, number>()
  for (let row = 0; row < rowCount; row++) {
    const value = at(row)
    if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  let [usual, most] = [NaN, 0]
  for (const [value, count] of counts) if (count > most) [usual, most] = [value, count]
  return counts.size > 2 && most > usualShare * rowCount ? usual : undefined
}

interface Moments {
  readonly count: number
  add(value: number): void
  deviation(): number
  bounds(): readonly [number, number]
}

/** Running mean and deviation (Welford 1962, doi:10.1080/00401706.1962.10490022); gaps are left out. */
function momentsOf(): Moments {
  let [count, mean, squares, low, high] = [0, 0, 0, Infinity, -Infinity]
  return {
    get count() {
      return count
    },
    add(value) {
      if (Number.isNaN(value)) return
      count++
      const offset = value - mean
      mean += offset / count
      squares += offset * (value - mean)
      low = Math.min(low, value)
      high = Math.max(high, value)
    },
    deviation: () => (count > 0 ? Math.sqrt(squares / count) : 0),
    bounds: () => [low, high],
  }
}
