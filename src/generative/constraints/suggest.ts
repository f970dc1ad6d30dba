// Finds constraints that a table's rows hold: suggestions for a person, who knows which are laws.

import type { Constraint } from '../../data/table/schema.ts'
import { combinationsOf } from './combination.ts'
import { type ConstrainedField, onScale } from './constraint.ts'

/** Rows below which what holds may hold by chance. */
const fewestRows = 50

/** Share of rows that would break an inequality of independent fields, below which it says little. */
const leastSurprise = 0.02

/** Distinct values up to which a quantity may be a code for a level. */
const mostCodes = 100

/**
 * Constraints that all rows `[rowCount, fields]` hold and that would surprise by chance: sums of two or
 * three parts, one-hot groups, inequalities that independent fields would break in many rows, and
 * combinations of levels (or of a level and its number) of which most never occur. No field is in two of them.
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
  /** Infinity beyond those that may be codes. */
  const distinctCount = (place: number): number => {
    const distinct = new Set<number>()
    return every((row) => distinct.add(at(row, place)).size <= mostCodes) ? distinct.size : Infinity
  }
  const isVaried = (place: number): boolean => distinctCount(place) > 2
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

  const summable = quantities
    .filter((place) => fields[place]!.scale === undefined)
    .slice(0, mostFields)
  for (const total of summable) {
    const parts = partsOf(total, summable.filter(isFree), every, at, fields)
    if (isFree(total) && parts) {
      add({ kind: 'sum', total: fields[total]!.name, parts: named(parts) }, [total, ...parts])
    }
  }

  const scaled = (row: number, place: number): number => onScale(fields[place]!, at(row, place))
  const sorted = new Map<number, Float64Array>()
  const sortedValues = (place: number): Float64Array => {
    const known =
      sorted.get(place) ??
      Float64Array.from({ length: rowCount }, (_, row) => scaled(row, place))
        .filter((value) => !Number.isNaN(value))
        .sort()
    sorted.set(place, known)
    return known
  }
  const ordered: { readonly places: readonly [number, number]; readonly surprise: number }[] = []
  for (const below of quantities) {
    for (const above of quantities) {
      if (below === above || !isFree(below) || !isFree(above)) continue
      if ((fields[below]!.scale === undefined) !== (fields[above]!.scale === undefined)) continue
      const isMissing = (row: number): boolean => Number.isNaN(at(row, below) + at(row, above))
      if (!every((row) => isMissing(row) || scaled(row, below) <= scaled(row, above))) continue
      const surprise = shareAbove(sortedValues(below), sortedValues(above))
      if (surprise >= leastSurprise) ordered.push({ places: [below, above], surprise })
    }
  }
  for (const { places } of ordered.sort((a, b) => b.surprise - a.surprise)) {
    if (!places.every(isFree)) continue
    add({ kind: 'inequality', fields: named(places), strict: false }, places)
  }

  const levelCounts = fields.map(
    ({ levels, scale }, place) => levels ?? (scale ? Infinity : distinctCount(place)),
  )
  const coded = levelCounts.flatMap((count, i) => (count > 2 && count < Infinity ? [i] : []))
  for (const [n, first] of coded.entries()) {
    for (const second of coded.slice(n + 1)) {
      if (!isFree(first) || !isFree(second)) continue
      // Two quantities are no code and its name.
      if (fields[first]!.levels === undefined && fields[second]!.levels === undefined) continue
      const seen = combinationsOf([first, second], values, width).length
      const possible = levelCounts[first]! * levelCounts[second]!
      // Each level with one partner, as a code with its name: chance would mix them.
      const most = Math.max(levelCounts[first]!, levelCounts[second]!)
      if (seen <= most && seen < possible / 2 && rowCount > 5 * most) {
        add({ kind: 'combination', fields: named([first, second]) }, [first, second])
      }
    }
  }
  return found
}

/** The share of pairs of a value of each in which the first is larger; both ascending. */
function shareAbove(first: Float64Array, second: Float64Array): number {
  let larger = 0
  let smaller = 0
  for (const value of first) {
    while (smaller < second.length && second[smaller]! < value) smaller++
    larger += smaller
  }
  return larger / Math.max(1, first.length * second.length)
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
