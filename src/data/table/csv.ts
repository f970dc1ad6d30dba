// Reads a CSV file, plain or gzipped, into a table, in one pass over its bytes and with the file's
// own row numbers for all that is wrong with it.

import { MillraceError } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import { chooseKind, type ColumnBuilder, createColumnBuilder, inferKind } from './column-builder.ts'
import { type CsvDialect, detectDialect } from './csv-dialect.ts'
import { brokenQuote, raggedRecord } from './csv-problems.ts'
import {
  createCsvFields,
  type CsvFields,
  fieldText,
  incomplete,
  isBlank,
  isEmptyRecord,
  splitRecord,
} from './csv-records.ts'
import {
  type DataFile,
  emptyFile,
  openDataFile,
  readBytes,
  refuseForeignText,
} from './data-file.ts'
import {
  createProblemList,
  type ExpectedColumn,
  type ExpectedColumns,
  missingCell,
  type ProblemList,
  quoteCell,
  requireColumns,
  isBounded,
  wrongKind,
  wrongNumber,
} from './expectation.ts'
import { createLineIndex } from './line-index.ts'
import { type ColumnKind, createTable, type Table } from './table.ts'

export interface ReadOptions extends WorkOptions {
  /** What is expected of columns, by name. */
  readonly columns?: ExpectedColumns
  /** Columns that are not expected: read with a guessed kind (default), or left out. */
  readonly otherColumns?: 'infer' | 'ignore'
  /** A header without records is an empty table. Default false: it is an error. */
  readonly allowEmpty?: boolean
}

/** Bytes looked at before the first record is stored, and the most that one record may have. */
const headBytes = 1 << 18
const maximumRecordBytes = 1 << 24

/**
 * Reads a CSV file. The delimiter (`,` `;` tab `|` or blanks) is found; blank lines are skipped, and so are
 * records without a value at the end, as spreadsheets leave them; empty cells are missing. A guessed column in which a later cell does not fit becomes text.
 * @throws MillraceError `bad-input` with file, row (line of the file, header 1), column, what was
 * expected and what was found; after the first problem the rest of the file is only counted.
 */
export async function readCsv(path: string, options: ReadOptions = {}): Promise<Table> {
  const file = await openDataFile(path)
  return readCsvFile(file, options)
}

/** As `readCsv`, of a file that was opened before. */
export async function readCsvFile(file: DataFile, options: ReadOptions): Promise<Table> {
  const forcedText = new Set<string>()
  for (;;) {
    const outcome = await readOnce(file, options, forcedText)
    if (typeof outcome !== 'string') return outcome
    forcedText.add(outcome)
  }
}

/** One column of the file as it is being read. */
interface Reader {
  readonly name: string
  readonly expected: ExpectedColumn | undefined
  readonly isBounded: boolean
  readonly builder: ColumnBuilder
}

/** The table, or the name of a guessed column that must become text. */
async function readOnce(
  file: DataFile,
  options: ReadOptions,
  forcedText: ReadonlySet<string>,
): Promise<Table | string> {
  const { columns = {}, otherColumns = 'infer', allowEmpty = false } = options
  const problems = createProblemList()
  const lines = createLineIndex()
  const fields = createCsvFields()
  let dialect: CsvDialect | undefined
  let readers: readonly (Reader | undefined)[] = []
  let line = 1
  let bytes: Uint8Array = new Uint8Array(0)
  /** Lines of empty records that count only where another record follows them. */
  let emptyLines: number[] = []

  const begin = (isWhole: boolean): number => {
    refuseForeignText(file.path, bytes)
    dialect = detectDialect(file.path, bytes, isWhole, Object.keys(columns))
    requireColumns(file.path, dialect.header, columns)
    readers = createReaders(dialect, columns, otherColumns, forcedText)
    line = dialect.bodyLine
    return dialect.bodyOffset
  }

  /** Stores the complete records of `bytes` and returns the offset of the first incomplete one. */
  const consume = (from: number, isLast: boolean): number | string => {
    if (!dialect) return from
    const { delimiter, fieldCount, header } = dialect
    let offset = from
    while (offset < bytes.length) {
      const next = splitRecord(bytes, offset, isLast, delimiter, fields)
      if (next < 0) {
        if (next === incomplete && !isLast && bytes.length - offset <= maximumRecordBytes) break
        if (problems.count > 0) throw problems.toError(file.path)
        throw brokenQuote(file.path, line, header[fields.count], next === incomplete)
      }
      if (fields.count > 1 && isEmptyRecord(fields)) {
        emptyLines.push(line)
      } else if (!isBlank(fields)) {
        for (const emptyLine of emptyLines) storeEmpty(emptyLine)
        emptyLines = []
        if (fields.count !== fieldCount) {
          problems.add(raggedRecord(line, fields, bytes, dialect))
        } else {
          const widened = store(readers, header.length, bytes, fields, line, problems)
          if (widened !== undefined) return widened
          if (problems.count === 0) lines.add(line)
          else for (const reader of readers) reader?.builder.discard()
        }
      }
      line += fields.lineCount
      offset = next
    }
    return offset
  }

  const storeEmpty = (emptyLine: number): void => {
    for (const reader of readers) {
      if (!reader) continue
      reader.builder.add(bytes, 0, 0)
      if (reader.expected?.allowMissing === false) problems.add(missingCell(emptyLine, reader.name))
    }
    if (problems.count === 0) lines.add(emptyLine)
    else for (const reader of readers) reader?.builder.discard()
  }

  for await (const chunk of readBytes(file, options)) {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
    if (!dialect && bytes.length < headBytes) continue
    const from = dialect ? 0 : begin(false)
    const offset = consume(from, false)
    if (typeof offset === 'string') return offset
    bytes = bytes.subarray(offset)
  }
  if (!dialect && bytes.length === 0) throw emptyFile(file.path)
  const offset = consume(dialect ? 0 : begin(true), true)
  if (typeof offset === 'string') return offset
  if (problems.count > 0) throw problems.toError(file.path)
  if (lines.count === 0 && !allowEmpty) {
    throw new MillraceError(
      'bad-input',
      `${file.path}: no records, expected at least one row under the header, got ${emptyLines.length > 0 ? 'empty ones' : 'the header alone'}`,
    )
  }
  return createTable(
    readers
      .filter((reader) => reader !== undefined)
      .map(({ name, builder }) => [name, builder.finish()]),
    { path: file.path, lineOf: lines.lineOf },
  )
}

function createReaders(
  dialect: CsvDialect,
  columns: ExpectedColumns,
  otherColumns: 'infer' | 'ignore',
  forcedText: ReadonlySet<string>,
): (Reader | undefined)[] {
  return dialect.header.map((name, i) => {
    const expected = Object.hasOwn(columns, name) ? columns[name] : undefined
    if (!expected && otherColumns === 'ignore') return undefined
    const cells = dialect.sample.map((record) => record[i] ?? '')
    const kind = forcedText.has(name) ? 'text' : kindFor(expected, cells)
    return { name, expected, isBounded: isBounded(expected), builder: createColumnBuilder(kind) }
  })
}

function kindFor(expected: ExpectedColumn | undefined, cells: readonly string[]): ColumnKind {
  if (!expected?.kind) return inferKind(cells)
  return typeof expected.kind === 'string' ? expected.kind : chooseKind(expected.kind, cells)
}

/** Stores one record; returns the name of a guessed column whose cell does not fit. */
function store(
  readers: readonly (Reader | undefined)[],
  namedCount: number,
  bytes: Uint8Array,
  fields: CsvFields,
  line: number,
  problems: ProblemList,
): string | undefined {
  for (let i = 0; i < namedCount; i++) {
    const reader = readers[i]
    if (!reader) continue
    const { name, expected, isBounded, builder } = reader
    let outcome
    if (fields.quotes[i] === 2) {
      const plain = Buffer.from(fieldText(bytes, fields, i))
      outcome = builder.add(plain, 0, plain.length)
    } else {
      outcome = builder.add(bytes, fields.starts[i]!, fields.ends[i]!)
    }
    if (outcome === 'wrong-kind') {
      if (!expected?.kind && builder.kind !== 'text') return name
      problems.add(wrongKind(line, name, builder.kind, fieldText(bytes, fields, i)))
    } else if (expected) {
      if (outcome === 'missing') {
        if (expected.allowMissing === false) problems.add(missingCell(line, name))
      } else if (isBounded && builder.kind === 'number') {
        const problem = wrongNumber(line, name, expected, builder.last())
        if (problem) problems.add(problem)
      }
    }
  }
  for (let i = namedCount; i < fields.count; i++) {
    if (fields.starts[i] !== fields.ends[i]) {
      problems.add({
        row: line,
        problem: `a value in column ${i + 1}, which has no name`,
        expected: `${namedCount} fields`,
        got: quoteCell(fieldText(bytes, fields, i)),
      })
    }
  }
  return undefined
}
