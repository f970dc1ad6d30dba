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
  /** Forgets the cells; what is added from here on is only judged. */
  discard(): void
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
  const cells = createCells((length) => new Float64Array(length))
  let last = NaN
  return {
    kind,
    add(bytes, start, end) {
      last = parse(bytes, start, end)
      cells.push(last)
      if (!Number.isNaN(last)) return 'stored'
      return isMissing(bytes, start, end) ? 'missing' : 'wrong-kind'
    },
    last: () => last,
    discard: cells.discard,
    finish: () => ({ kind, values: cells.finish() }),
  }
}

function booleanBuilder(): ColumnBuilder {
  const cells = createCells((length) => new Int8Array(length))
  return {
    kind: 'boolean',
    add(bytes, start, end) {
      const value = parseBoolean(bytes, start, end)
      cells.push(value)
      if (value >= 0) return 'stored'
      return isMissing(bytes, start, end) ? 'missing' : 'wrong-kind'
    },
    last: () => NaN,
    discard: cells.discard,
    finish: () => ({ kind: 'boolean', values: cells.finish() }),
  }
}

/** Text keeps its blanks; only an empty cell is missing (`NA` may be a name). */
function textBuilder(): ColumnBuilder {
  const levels = createTextLevels()
  const cells = createCells((length) => new Int32Array(length))
  return {
    kind: 'text',
    add(bytes, start, end) {
      const code = start === end ? -1 : levels.codeOf(bytes, start, end)
      cells.push(code)
      if (code >= 0) return 'stored'
      return start === end ? 'missing' : 'wrong-kind'
    },
    last: () => NaN,
    discard: cells.discard,
    finish: () => ({ kind: 'text', codes: cells.finish(), levels: levels.levels }),
  }
}

const blockLength = 1 << 16

/** Cells in blocks: growing copies nothing, and only the last copy needs room twice. */
function createCells<A extends Float64Array | Int32Array | Int8Array>(
  allocate: (length: number) => A,
): { push(value: number): void; discard(): void; finish(): A } {
  const full: A[] = []
  let block = allocate(1024)
  let used = 0
  return {
    push(value) {
      if (used === block.length) {
        full.push(block)
        block = allocate(blockLength)
        used = 0
      }
      block[used++] = value
    },
    discard() {
      full.length = 0
      used = 0
    },
    finish() {
      const fullLength = full.reduce((length, { length: more }) => length + more, 0)
      const cells = allocate(fullLength + used)
      let offset = 0
      for (const part of [...full, block.subarray(0, used)]) {
        cells.set(part, offset)
        offset += part.length
      }
      return cells
    },
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
