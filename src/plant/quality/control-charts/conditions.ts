// What the operating conditions make of the measures: under another speed or load a process in control measures something
// else. What is watched is how far a measure lies from what is usual under the conditions of its record, a response
// surface (Box & Wilson 1951, doi:10.1111/j.2517-6161.1951.tb00067.x), in units of what it usually varies there.

import { MillraceError } from '../../../errors.ts'
import { type Column, columnOf, createTable, type Table } from '../../../data/table/table.ts'
import { mean, populationDeviation } from '../../../statistics/moments.ts'
import { symmetricEigen } from '../../../statistics/symmetric-eigen.ts'

export interface UsualUnder {
  /** The table with every number of it in deviations from what is usual under the conditions of its record. */
  compare(table: Table): Table
  /** Whether the conditions of each record are known and lie among those learnt from. */
  isCovered(table: Table): boolean[]
}

/** Records per coefficient below which squares and products of conditions are left out. */
const recordsPerTerm = 5
/** How far beyond the conditions that were learnt from others still count as known, in parts of their range. */
const margin = 0.05
/** A measure varies at least by this part of what it varies by on average. */
const leastSpread = 0.1
/** Part of the size of a measure below which a difference is rounding. */
const rounding = 1e-7

/**
 * @param conditions numbers or categories of the table
 * @param measures numeric columns of the table
 * @throws MillraceError `bad-input` where there are too few records to tell what conditions do.
 */
export function fitUsualUnder(
  learnt: Table,
  conditions: readonly string[],
  measures: readonly string[],
): UsualUnder {
  const terms = termsOf(learnt, conditions)
  const isKnown = coverage(learnt, conditions)
  const known = isKnown(learnt).flatMap((isOne, row) => (isOne ? [row] : []))
  const width = terms(learnt, 0, 2).length
  const order = known.length >= recordsPerTerm * width ? 2 : 1
  const rows = known.map((row) => terms(learnt, row, order))
  if (rows.length < recordsPerTerm * (rows[0]?.length ?? 1)) {
    throw new MillraceError(
      'bad-input',
      `conditions ${conditions.join(', ')}: too few records to tell what they do, expected at least ${recordsPerTerm * terms(learnt, 0, 1).length} of the baseline, got ${rows.length}`,
    )
  }
  const solve = leastSquares(rows)
  const effects = new Map(
    measures.map((name) => {
      const { values } = columnOf(learnt, name, 'number')
      const own = Float64Array.from(known, (row) => values[row]!)
      const centre = mean(own.filter((value) => !Number.isNaN(value)))
      const location = solve(own)
      const away = own.map((value, i) => Math.abs(value - product(location, rows[i]!)))
      const least = rounding * Math.max(Math.abs(centre), populationDeviation(present(own)))
      return [name, { location, spread: solve(away), usual: mean(present(away)), least }] as const
    }),
  )
  return {
    isCovered: isKnown,
    compare(table) {
      const isOne = isKnown(table)
      const all = Array.from({ length: table.rowCount }, (_, row) => terms(table, row, order))
      return createTable(
        [...table.columns].map(([name, column]): [string, Column] => {
          const effect = effects.get(name)
          if (!effect || column.kind !== 'number') return [name, column]
          const { location, spread, usual, least } = effect
          const values = column.values.map((value, row) => {
            if (!isOne[row]) return NaN
            const away = value - product(location, all[row]!)
            if (Math.abs(away) <= least) return 0
            return away / Math.max(product(spread, all[row]!), leastSpread * usual, least)
          })
          return [name, { kind: 'number', values }]
        }),
      )
    },
  }
}

type TermsOf = (table: Table, row: number, order: 1 | 2) => Float64Array

/** A constant, each number and each level of the conditions; of order 2 also squares and products of the numbers. */
function termsOf(learnt: Table, conditions: readonly string[]): TermsOf {
  const scales = conditions.map((name) => {
    const column = learnt.columns.get(name)!
    if (column.kind !== 'number') return { name, levels: levelsOf(column), centre: 0, unit: 1 }
    const own = present(column.values)
    return { name, levels: null, centre: mean(own), unit: populationDeviation(own) || 1 }
  })
  return (table, row, order) => {
    const result = [1]
    const numbers: number[] = []
    for (const { name, levels, centre, unit } of scales) {
      const column = table.columns.get(name)!
      if (!levels && column.kind === 'number') numbers.push((column.values[row]! - centre) / unit)
      else for (const level of levels ?? []) result.push(+(levelAt(column, row) === level))
    }
    result.push(...numbers)
    if (order === 2) {
      numbers.forEach((a, i) => result.push(...numbers.slice(i).map((b) => a * b)))
    }
    return Float64Array.from(result)
  }
}

/** Whether every condition of a record is there, and was seen. */
function coverage(learnt: Table, conditions: readonly string[]): (table: Table) => boolean[] {
  const seen = conditions.map((name) => {
    const column = learnt.columns.get(name)!
    if (column.kind !== 'number') {
      const levels = new Set(levelsOf(column))
      return (table: Table, row: number) => levels.has(levelAt(table.columns.get(name)!, row))
    }
    const own = present(column.values)
    if (own.length === 0) {
      throw new MillraceError(
        'bad-input',
        `condition ${name}: no value in the baseline, expected one for nearly every record, got none`,
      )
    }
    const [lowest, highest] = [
      own.reduce((a, b) => Math.min(a, b)),
      own.reduce((a, b) => Math.max(a, b)),
    ]
    const room = margin * (highest - lowest)
    return (table: Table, row: number) => {
      const value = columnOf(table, name, 'number').values[row]!
      return value >= lowest - room && value <= highest + room
    }
  })
  return (table) =>
    Array.from({ length: table.rowCount }, (_, row) => seen.every((isSeen) => isSeen(table, row)))
}

function levelsOf(column: Column): string[] {
  const levels = new Set(Array.from({ length: lengthOf(column) }, (_, row) => levelAt(column, row)))
  return [...levels].filter((level) => level !== '')
}

/** '' where it is missing. */
function levelAt(column: Column, row: number): string {
  if (column.kind === 'text') return column.levels[column.codes[row]!] ?? ''
  const value = column.values[row]!
  if (Number.isNaN(value) || (column.kind === 'boolean' && value < 0)) return ''
  return String(value)
}

function lengthOf(column: Column): number {
  return column.kind === 'text' ? column.codes.length : column.values.length
}

/** Coefficients of the least squares of a target on the rows, of least length where rows leave some open. */
function leastSquares(rows: readonly Float64Array[]): (target: Float64Array) => Float64Array {
  const width = rows[0]!.length
  const gram = Array.from({ length: width }, () => new Float64Array(width))
  for (const row of rows) {
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++) gram[i]![j]! += row[i]! * row[j]!
  }
  const { values, vectors } = symmetricEigen(gram)
  const kept = vectors.flatMap((vector, i) =>
    values[i]! > 1e-10 * values[0]! ? [{ vector, value: values[i]! }] : [],
  )
  return (target) => {
    const centre = mean(present(target)) || 0
    const sums = new Float64Array(width)
    rows.forEach((row, i) => {
      // A missing value counts as the mean.
      const value = Number.isNaN(target[i]) ? 0 : target[i]! - centre
      for (let j = 0; j < width; j++) sums[j]! += row[j]! * value
    })
    const result = new Float64Array(width)
    for (const { vector, value } of kept) {
      const weight = product(vector, sums) / value
      for (let j = 0; j < width; j++) result[j]! += weight * vector[j]!
    }
    result[0]! += centre
    return result
  }
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function present(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value))
}
