// What a reader expects of the columns of a file, and the sentences for what it finds instead.

import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { numberHint, timeHint } from './cell.ts'
import type { ColumnKind } from './table.ts'

export interface ExpectedColumn {
  /** One kind, or several of which the first cell chooses; absent: what suits all cells. */
  readonly kind?: ColumnKind | readonly ColumnKind[]
  /** The column may be absent. Default false. */
  readonly optional?: boolean
  /** Cells may be empty. Default true. */
  readonly allowMissing?: boolean
  /** Bounds of a number, inclusive. */
  readonly minimum?: number
  readonly maximum?: number
  /** Whole numbers only. Default false. */
  readonly integer?: boolean
}

export type ExpectedColumns = Readonly<Record<string, ExpectedColumn>>

/** One place of a file that does not hold together. */
export interface CellProblem {
  /** The line of the file, counted from 1. */
  readonly row: number
  readonly column?: string
  readonly problem: string
  readonly expected: string
  readonly got: string
  readonly hint?: string | undefined
}

/** Collects every problem of a file, keeps the first few, and makes one error of them. */
export interface ProblemList {
  readonly count: number
  add(problem: CellProblem): void
  toError(path: string): MillraceError
}

const shownProblems = 4

export function createProblemList(): ProblemList {
  const shown: CellProblem[] = []
  let count = 0
  return {
    get count() {
      return count
    },
    add(problem) {
      count++
      if (shown.length < shownProblems) shown.push(problem)
    },
    toError(path) {
      const [first, ...others] = shown
      if (!first) return new MillraceError('internal', `${path}: no problem to report`)
      let message = `${path} ${placeOf(first)}: ${first.problem}, expected ${first.expected}, got ${first.got}`
      if (others.length > 0) {
        const list = others.map((other) => `${placeOf(other)}: ${other.got}`).join('; ')
        const rest = count > shown.length ? '; ...' : ''
        message += ` (${count.toLocaleString('en')} problems in all; also ${list}${rest})`
      }
      return new MillraceError('bad-input', message, first.hint ? { hint: first.hint } : {})
    },
  }
}

function placeOf({ row, column }: CellProblem): string {
  return column === undefined ? `row ${row}` : `row ${row}, column ${column}`
}

/** The problem of a cell that does not have the kind of its column. */
export function wrongKind(
  row: number,
  column: string,
  kind: ColumnKind,
  text: string,
): CellProblem {
  const subject = { row, column, got: quoteCell(text) }
  switch (kind) {
    case 'number':
      return {
        ...subject,
        problem: 'not a number',
        expected: 'a number like 12.5',
        hint: numberHint(text),
      }
    case 'time':
      return {
        ...subject,
        problem: 'not a date',
        expected: 'a date like 2024-01-31',
        hint: timeHint(text),
      }
    case 'boolean':
      return { ...subject, problem: 'neither true nor false', expected: 'true or false' }
    case 'text':
      return {
        ...subject,
        problem: 'wrong encoding',
        expected: 'UTF-8 text',
        hint: 'save the file as CSV (UTF-8)',
      }
  }
}

/** Whether the numbers of a column have bounds to be held against. */
export function isBounded(expected: ExpectedColumn | undefined): boolean {
  if (!expected) return false
  return expected.integer === true || 'minimum' in expected || 'maximum' in expected
}

/** The problem of a number outside what the column allows, or undefined. */
export function wrongNumber(
  row: number,
  column: string,
  expected: ExpectedColumn,
  value: number,
): CellProblem | undefined {
  const { minimum = -Infinity, maximum = Infinity, integer = false } = expected
  if (value >= minimum && value <= maximum && !integer) return undefined
  const got = String(value)
  if (integer && !Number.isInteger(value)) {
    return { row, column, problem: 'not a whole number', expected: 'a whole number', got }
  }
  if (value < minimum) {
    const problem = minimum === 0 ? 'negative' : 'too small'
    return { row, column, problem, expected: `a number of at least ${minimum}`, got }
  }
  if (value > maximum) {
    return { row, column, problem: 'too large', expected: `a number of at most ${maximum}`, got }
  }
  return undefined
}

export function missingCell(row: number, column: string): CellProblem {
  return { row, column, problem: 'missing value', expected: 'a value', got: 'an empty cell' }
}

/** @throws MillraceError `bad-input` naming the first expected column that is not there. */
export function requireColumns(
  path: string,
  found: readonly string[],
  expected: ExpectedColumns,
): void {
  const absent = Object.keys(expected).filter(
    (name) => !expected[name]!.optional && !found.includes(name),
  )
  const [name] = absent
  if (name === undefined) return
  const required = Object.keys(expected).filter((other) => !expected[other]!.optional)
  const spare = found.filter((other) => !(other in expected))
  const near = nearestName(name, spare)
  const subject =
    absent.length === 1 ? `column ${name} is missing` : `columns ${absent.join(', ')} are missing`
  throw new MillraceError(
    'bad-input',
    `${path} row 1: ${subject}, expected ${required.join(', ')}, got ${found.slice(0, 12).join(', ')}${found.length > 12 ? ', ...' : ''}`,
    {
      hint:
        near === undefined
          ? 'rename the columns, or say which columns hold what'
          : `did you mean ${near}? Rename it to ${name}, or say that ${near} holds it`,
    },
  )
}

/** Text of a cell for a message: quoted, control characters escaped, not too long. */
export function quoteCell(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text)
}
