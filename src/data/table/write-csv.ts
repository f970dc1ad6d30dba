// Writes a table as CSV (RFC 4180, UTF-8, LF), in pieces, whole or not at all.

import { pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { throwIfCancelled } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import { writeFileAtomic } from '../files.ts'
import { formatValue } from './cell.ts'
import { type Column, isMissingAt, type Table } from './table.ts'

const rowsPerPiece = 4096

/**
 * A name that ends in `.gz` is compressed. Numbers are written with the fewest digits that read
 * back to the same number, times as ISO 8601, missing values as nothing.
 * @throws MillraceError `bad-input` when the place cannot be written, `cancelled`.
 */
export async function writeCsv(
  path: string,
  table: Table,
  { onProgress, signal }: WorkOptions = {},
): Promise<void> {
  const pieces = csvPieces(table, (fraction) => {
    throwIfCancelled(signal)
    onProgress?.({ stage: `write ${path}`, fraction })
  })
  await writePieces(path, pieces, signal)
}

/** As `writeCsv`, of a table that comes in parts with the same columns, in constant memory. */
export async function writeCsvParts(
  path: string,
  parts: AsyncIterable<Table>,
  { signal }: Pick<WorkOptions, 'signal'> = {},
): Promise<void> {
  await writePieces(path, piecesOf(parts), signal)
}

async function* piecesOf(parts: AsyncIterable<Table>): AsyncGenerator<string> {
  let isFirst = true
  for await (const part of parts) {
    const [header, ...pieces] = csvPieces(part)
    if (isFirst) yield header!
    isFirst = false
    yield* pieces
  }
}

async function writePieces(
  path: string,
  pieces: Iterable<string> | AsyncIterable<string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const content = path.endsWith('.gz')
    ? pipeline(Readable.from(pieces), createGzip(), () => undefined)
    : pieces
  await writeFileAtomic(
    path,
    async (sink) => {
      for await (const piece of content) await sink.write(piece as string | Uint8Array)
    },
    { signal },
  )
}

/** The text of a table as CSV; for small tables and tests. */
export function csvText(table: Table): string {
  return [...csvPieces(table)].join('')
}

function* csvPieces(
  table: Table,
  onRows: (fraction: number) => void = () => undefined,
): Generator<string> {
  const columns = [...table.columns]
  const separators = ','.repeat(columns.length - 1)
  yield `${columns.map(([name]) => quoted(name)).join(',')}\n`
  const writers = columns.map(([, column]) => cellWriter(column))
  for (let start = 0; start < table.rowCount; start += rowsPerPiece) {
    const end = Math.min(start + rowsPerPiece, table.rowCount)
    let piece = ''
    for (let row = start; row < end; row++) {
      const line = writers.map((write) => write(row)).join(',')
      // A reader skips blank lines, and the empty rows that a spreadsheet leaves at the end.
      const isEmpty = line.length === columns.length - 1 && line === separators
      piece += isEmpty ? `""${line}\n` : `${line}\n`
    }
    onRows(end / table.rowCount)
    yield piece
  }
}

function cellWriter(column: Column): (row: number) => string {
  if (column.kind === 'text') {
    const levels = column.levels.map(quoted)
    return (row) => levels[column.codes[row]!] ?? ''
  }
  if (column.kind === 'time') return timeWriter(column.values)
  return (row) => (isMissingAt(column, row) ? '' : formatValue(column.kind, column.values[row]!))
}

/** Times are slow to write, and the same few days come again and again. */
function timeWriter(values: Float64Array): (row: number) => string {
  const texts = new Map<number, string>()
  return (row) => {
    const value = values[row]!
    if (Number.isNaN(value)) return ''
    const known = texts.get(value)
    if (known !== undefined) return known
    const text = formatValue('time', value)
    if (texts.size < mostTimes) texts.set(value, text)
    return text
  }
}

/** Times of a column that are kept as text. */
const mostTimes = 1000

function quoted(text: string): string {
  return /[",\r\n;\t|]|^\s|\s$|^\uFEFF/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
