// Finds constraints that a table's rows hold: suggestions for a person, who knows which are laws.

import type { Constraint } from '../../data/table/schema.ts'
import { combinationsOf } from './combination.ts'
import type { ConstrainedField } from './constraint.ts'

/** Rows below which what holds may hold by chance. */
const fewestRows = 50

/**
 * Constraints that all rows `[rowCount, fields]` hold and that would surprise by chance: sums of two or
 * three parts, one-hot groups, inequalities between fields whose ranges overlap, and combinations of
 * levels of which most never occur. No field is in two of them.
 */
export function suggestConstraints(
  fields: readonly ConstrainedField[],
  values: Float64Array,
): Constraint[] {
  const width = fields.length
  const rowCount = width === 0 ? 0 : values.length / width
  if (rowCount < fewestRows) return []
  const used = new Set<number>()
  const found: Constraint[] = []
  const at = (row: number, field: number): number => values[row * width + field]!
  const named = (places: readonly number[]): string[] => places.map((place) => fields[place]!.name)
  const every = (holds: (row: number) => boolean): boolean => {
    for (let row = 0; row < rowCount; row++) if (!holds(row)) return false
    return true
  }
  const add = (constraint: Constraint, places: readonly number[]): void => {
    found.push(constraint)
    for (const place of places) used.add(place)
  }
  const isFree = (place: number): boolean => !used.has(place)
  const isVaried = (place: number): boolean => {
    const distinct = new Set<number>()
    return !every((row) => distinct.add(at(row, place)).size < 3)
  }
  const quantities = fields.flatMap((field, i) =>
    field.levels === undefined && isVaried(i) ? [i] : [],
  )
  const truths = fields.flatMap((_, i) =>
    every((row) => at(row, i) === 0 || at(row, i) === 1) && !every((row) => at(row, i) === at(0, i))
      ? [i]
      : [],
  )

  const group = growOneHot(truths, rowCount, at)
  if (group.length > 2) add({ kind: 'one-hot', fields: named(group) }, group)

  for (const total of quantities.slice(0, mostFields)) {
    const parts = partsOf(total, quantities.slice(0, mostFields).filter(isFree), every, at, fields)
    if (isFree(total) && parts) {
      add({ kind: 'sum', total: fields[total]!.name, parts: named(parts) }, [total, ...parts])
    }
  }

  for (const below of quantities) {
    for (const above of quantities) {
      if (below === above || !isFree(below) || !isFree(above)) continue
      // Ranges that do not overlap are ordered without a law.
      if (fields[above]!.minimum >= fields[below]!.maximum) continue
      const isMissing = (row: number): boolean => Number.isNaN(at(row, below) + at(row, above))
      if (every((row) => isMissing(row) || at(row, below) <= at(row, above))) {
        add({ kind: 'inequality', fields: named([below, above]), strict: false }, [below, above])
      }
    }
  }

  const categories = fields.flatMap((field, i) => ((field.levels ?? 0) > 2 ? [i] : []))
  for (const [n, first] of categories.entries()) {
    for (const second of categories.slice(n + 1)) {
      if (!isFree(first) || !isFree(second)) continue
      const seen = combinationsOf([first, second], values, width).length
      const possible = fields[first]!.levels! * fields[second]!.levels!
      // Each level with one partner, as a code with its name: chance would mix them.
      const most = Math.max(fields[first]!.levels!, fields[second]!.levels!)
      if (seen <= most && seen < possible / 2 && rowCount > 5 * most) {
        add({ kind: 'combination', fields: named([first, second]) }, [first, second])
      }
    }
  }
  return found
}

/** Wide tables are searched among their first quantities only, because sums are many. */
const mostFields = 24

/** Truth values of which never two are 1 together, if one always is. */
function growOneHot(
  truths: readonly number[],
  rowCount: number,
  at: (row: number, field: number) => number,
): number[] {
  for (const start of truths) {
    const group = [start]
    const isTaken = Uint8Array.from({ length: rowCount }, (_, row) => at(row, start))
    for (const other of truths) {
      if (other === start) continue
      if (isTaken.some((taken, row) => taken === 1 && at(row, other) === 1)) continue
      group.push(other)
      isTaken.forEach((taken, row) => (isTaken[row] = taken | at(row, other)))
    }
    if (isTaken.every((taken) => taken === 1)) return group.sort((a, b) => a - b)
  }
  return []
}

function partsOf(
  total: number,
  candidates: readonly number[],
  every: (holds: (row: number) => boolean) => boolean,
  at: (row: number, field: number) => number,
  fields: readonly ConstrainedField[],
): readonly number[] | undefined {
  const others = candidates.filter((place) => place !== total)
  const isSum = (parts: readonly number[]): boolean => {
    const tolerance = Math.min(...[total, ...parts].map((place) => fields[place]!.step)) / 2
    return every((row) => {
      const sum = parts.reduce((sum, part) => sum + at(row, part), 0)
      return Math.abs(sum - at(row, total)) < tolerance
    })
  }
  for (const [i, first] of others.entries()) {
    for (const [j, second] of others.slice(i + 1).entries()) {
      if (isSum([first, second])) return [first, second]
      const third = others.slice(i + j + 2).find((part) => isSum([first, second, part]))
      if (third !== undefined) return [first, second, third]
    }
  }
  return undefined
}
