// Grows a column cell by cell from the bytes of a text file.

import { isMissing, parseBoolean, parseNumber, parseTime, timeOfText } from './cell.ts'
import type { Column, ColumnKind } from './table.ts'
import { createTextLevels } from './text-levels.ts'

/** What became of a cell. */
export type CellOutcome = 'stored' | 'missing' | 'wrong-kind'

export interface ColumnBuilder {
  readonly kind: ColumnKind
  /** Appends the cell in `bytes[start, end)`; a wrong cell is appended as missing. */
  add(bytes: Uint8Array, start: number, end: number): CellOutcome
  /** The last number added; NaN where it was none. */
  last(): number
  finish(): Column
}

export function createColumnBuilder(kind: ColumnKind): ColumnBuilder {
  switch (kind) {
    case 'number':
      return numericBuilder('number', parseNumber)
    case 'time':
      return numericBuilder('time', parseTime)
    case 'boolean':
      return booleanBuilder()
    case 'text':
      return textBuilder()
  }
}

/**
 * The kind that suits all the cells that are not missing: truth words, numbers, times, else text.
 * Digits with a leading zero, or more of them than a number holds, are identifiers, hence text.
 */
export function inferKind(cells: readonly string[]): ColumnKind {
  const present = cells.filter((cell) => !isMissingText(cell))
  if (present.length === 0) return 'text'
  if (present.every((cell) => /^\s*(true|false)\s*$/i.test(cell))) return 'boolean'
  if (present.every((cell) => isNumberText(cell) && !/^\s*(0\d|\d{16})/.test(cell))) {
    return 'number'
  }
  if (present.every((cell) => !Number.isNaN(timeOfText(cell)))) return 'time'
  return 'text'
}

/**
 * The first of `kinds` that suits the first cell that is not missing; the first of all where
 * there is none. Eight digits that are a day, or six that are a month, are a time where allowed.
 */
export function chooseKind(kinds: readonly ColumnKind[], cells: readonly string[]): ColumnKind {
  const cell = cells.find((text) => !isMissingText(text))
  if (cell === undefined) return kinds[0] ?? 'text'
  const isTime = kinds.includes('time') && !Number.isNaN(timeOfText(cell))
  const suits = (kind: ColumnKind): boolean => {
    if (kind === 'time') return isTime
    if (kind === 'number') return isNumberText(cell) && !isTime
    return kind === 'text' || inferKind([cell]) === kind
  }
  // Digits alone are no date: a column of dates that begins with a bad one is still of dates.
  return kinds.find(suits) ?? kinds.find((kind) => kind !== 'number') ?? kinds[0] ?? 'text'
}

function numericBuilder(
  kind: 'number' | 'time',
  parse: (bytes: Uint8Array, start: number, end: number) => number,
): ColumnBuilder {
  let values = new Float64Array(1024)
  let count = 0
  return {
    kind,
    add(bytes, start, end) {
      const value = parse(bytes, start, end)
      if (count === values.length) {
        const larger = new Float64Array(count * 2)
        larger.set(values)
        values = larger
      }
      values[count++] = value
      if (value === value) return 'stored'
      return isMissing(bytes, start, end) ? 'missing' : 'wrong-kind'
    },
    last: () => values[count - 1] ?? NaN,
    finish: () => ({ kind, values: values.slice(0, count) }),
  }
}

function booleanBuilder(): ColumnBuilder {
  const values: number[] = []
  return {
    kind: 'boolean',
    add(bytes, start, end) {
      const value = parseBoolean(bytes, start, end)
      values.push(value)
      if (value >= 0) return 'stored'
      return isMissing(bytes, start, end) ? 'missing' : 'wrong-kind'
    },
    last: () => NaN,
    finish: () => ({ kind: 'boolean', values: Int8Array.from(values) }),
  }
}

/** Text keeps its blanks; only an empty cell is missing (`NA` may be a name). */
function textBuilder(): ColumnBuilder {
  const levels = createTextLevels()
  let codes = new Int32Array(1024)
  let count = 0
  return {
    kind: 'text',
    add(bytes, start, end) {
      const code = start === end ? -1 : levels.codeOf(bytes, start, end)
      if (count === codes.length) {
        const larger = new Int32Array(count * 2)
        larger.set(codes)
        codes = larger
      }
      codes[count++] = code
      if (code >= 0) return 'stored'
      return start === end ? 'missing' : 'wrong-kind'
    },
    last: () => NaN,
    finish: () => ({ kind: 'text', codes: codes.slice(0, count), levels: levels.levels }),
  }
}

function isNumberText(cell: string): boolean {
  const bytes = Buffer.from(cell)
  return !Number.isNaN(parseNumber(bytes, 0, bytes.length))
}

function isMissingText(cell: string): boolean {
  const bytes = Buffer.from(cell)
  return isMissing(bytes, 0, bytes.length)
}
