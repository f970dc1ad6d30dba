// The delimiter and the header of a CSV file, from its first bytes.

import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { parseNumber, parseTime, timeOfText } from './cell.ts'
import { emptyFile } from './data-file.ts'
import { blanks, createCsvFields, fieldText, isBlank, splitRecord } from './csv-records.ts'

export interface CsvDialect {
  /** The byte between fields. */
  readonly delimiter: number
  /** Column names without the blanks around them; trailing unnamed columns are left out. */
  readonly header: readonly string[]
  /** Fields per record, with trailing unnamed columns. */
  readonly fieldCount: number
  /** Offset of the first record after the header, and the line it begins on. */
  readonly bodyOffset: number
  readonly bodyLine: number
  /** The first records of the body as text, for guessing kinds. */
  readonly sample: readonly (readonly string[])[]
}

const delimiters = [',', ';', '\t', '|'].map((text) => text.charCodeAt(0))
const sampleRecords = 500
/** Blanks, line ends and the bytes of a byte order mark. */
const blankBytes = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf])

/**
 * Finds the delimiter under which most of `expectedNames` stand in the header, then the one that
 * gives the most records of the header's width; blanks where no other one divides anything and they give
 * every line as many fields.
 * @param head the first bytes of the file; `isWhole` where they are all of it.
 * @throws MillraceError `bad-input` for a file without header, or with a name twice.
 */
export function detectDialect(
  path: string,
  head: Uint8Array,
  isWhole: boolean,
  expectedNames: readonly string[],
): CsvDialect {
  if (isWhole && head.every((byte) => blankBytes.has(byte))) throw emptyFile(path)
  const candidates = delimiters
    .map((delimiter) => readHead(head, isWhole, delimiter))
    .filter((candidate) => candidate !== undefined)
    .map((dialect) => ({ dialect, score: scoreOf(dialect, expectedNames) }))
    .sort((a, b) => b.score - a.score)
  const found = candidates[0]?.dialect
  const best = (found?.fieldCount === 1 && blankDialect(head, isWhole, found)) || found
  if (!best) {
    throw new MillraceError(
      'bad-input',
      `${path} row 1: no header, expected column names on the first line, got a quote that is not closed`,
    )
  }
  checkNames(path, best, expectedNames)
  return best
}

function readHead(head: Uint8Array, isWhole: boolean, delimiter: number): CsvDialect | undefined {
  const fields = createCsvFields()
  let offset = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0
  let line = 1
  let header: string[] | undefined
  let bodyOffset = 0
  let bodyLine = 1
  const sample: string[][] = []
  while (offset < head.length && sample.length < sampleRecords) {
    const next = splitRecord(head, offset, isWhole, delimiter, fields)
    if (next < 0) break
    const record = Array.from({ length: fields.count }, (_, i) => fieldText(head, fields, i))
    offset = next
    line += fields.lineCount
    if (header) {
      if (!isBlank(fields)) sample.push(record)
    } else if (!isBlank(fields)) {
      header = record
      bodyOffset = offset
      bodyLine = line
    }
  }
  if (!header) return undefined
  const named = header.findLastIndex((name) => name.trim() !== '') + 1
  return {
    delimiter,
    header: header.slice(0, named).map((name) => name.trim()),
    fieldCount: header.length,
    bodyOffset,
    bodyLine,
    sample,
  }
}

/** Of a file of tables of numbers; a single column of texts or times with blanks in them is none. */
function blankDialect(
  head: Uint8Array,
  isWhole: boolean,
  whole: CsvDialect,
): CsvDialect | undefined {
  const dialect = readHead(head, isWhole, blanks)
  if (!dialect || dialect.fieldCount < 2 || dialect.sample.length === 0) return undefined
  const { fieldCount, sample } = dialect
  const isEven = sample.every((record) => record.length === fieldCount)
  const hasNumbers = dialect.header.some((_, i) =>
    sample.every((record) => isValue(record[i] ?? '')),
  )
  const isOfTimes = whole.sample.every(([cell = '']) => !Number.isNaN(timeOfText(cell)))
  return isEven && hasNumbers && !isOfTimes ? dialect : undefined
}

function scoreOf(dialect: CsvDialect, expectedNames: readonly string[]): number {
  const { header, fieldCount, sample } = dialect
  const known = new Set(header)
  const exact = expectedNames.filter((name) => known.has(name)).length
  const absent = expectedNames.filter((name) => !known.has(name))
  // Of many names that are absent the first ones tell enough, and the nearest of each takes long to find.
  const likely = absent.slice(0, 12).filter((name) => nearestName(name, header) !== undefined)
  const near = exact + likely.length
  const even = sample.filter((record) => record.length === fieldCount).length
  const evenness = fieldCount > 1 ? (1 + even) / (1 + sample.length) : 0
  return 100 * exact + 10 * near + evenness + Math.min(fieldCount, 1000) / 10_000
}

function checkNames(path: string, dialect: CsvDialect, expectedNames: readonly string[]): void {
  const { header } = dialect
  if (header.length === 0) {
    throw new MillraceError(
      'bad-input',
      `${path} row 1: no column names, expected a header row, got empty fields`,
    )
  }
  if (!expectedNames.some((name) => header.includes(name)) && header.every(isValue)) {
    throw new MillraceError(
      'bad-input',
      `${path} row 1: no header, expected column names${listed(expectedNames)}, got ${quoted(header)}`,
      { hint: 'add a first line with the column names' },
    )
  }
  const empty = header.indexOf('')
  if (empty >= 0) {
    throw new MillraceError(
      'bad-input',
      `${path} row 1: column ${empty + 1} has no name, expected a name, got an empty field`,
    )
  }
  const twice = header.find((name, i) => header.indexOf(name) !== i)
  if (twice !== undefined) {
    const places = header.flatMap((name, i) => (name === twice ? [i + 1] : []))
    throw new MillraceError(
      'bad-input',
      `${path} row 1: column name ${twice} is used twice, expected distinct names, got it in columns ${places.join(' and ')}`,
    )
  }
}

function isValue(cell: string): boolean {
  const bytes = Buffer.from(cell)
  return (
    !Number.isNaN(parseNumber(bytes, 0, bytes.length)) ||
    !Number.isNaN(parseTime(bytes, 0, bytes.length)) ||
    // Days are written in many ways, of which not all can be read.
    /^\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/.test(cell)
  )
}

function listed(names: readonly string[]): string {
  return names.length > 0 ? ` (${names.join(', ')})` : ''
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => JSON.stringify(name))
  return names.length > 6 ? `${shown.join(', ')}, ...` : shown.join(', ')
}
