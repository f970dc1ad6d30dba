// A database in memory as bytes and back: what lets it rest encrypted, since DuckDB itself can write
// encrypted files only with an extension that it fetches when run. One line per row, compressed.

import { gunzipSync, gzipSync } from 'node:zlib'
import { MillraceError } from '../../errors.ts'
import { type Database, sqlName, type SqlValue } from '../duckdb.ts'

interface Header {
  readonly snapshot: 1
  /** Of the plant's database, see migrations.ts. */
  readonly format: number
  /** The last value that each sequence gave. */
  readonly sequences: Readonly<Record<string, number>>
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[]
}

/** A text, bytes in base64, or null; every type reads back from its text. */
type Cell = string | { readonly bytes: string } | null

/** Everything that the database holds but for its structure, which the migrations make again. */
export async function takeSnapshot(
  database: Pick<Database, 'rows'>,
  format: number,
): Promise<Uint8Array> {
  const sequences = await database.rows(
    'SELECT sequence_name, last_value FROM duckdb_sequences() WHERE last_value IS NOT NULL',
  )
  const columns = await database.rows(
    `SELECT table_name, column_name, data_type FROM information_schema.columns
     WHERE table_schema = 'main' AND table_name <> 'millrace' ORDER BY table_name, ordinal_position`,
  )
  const names = [...new Set(columns.map((row) => String(row['table_name'])))]
  const tables = names.map((name) => ({
    name,
    columns: columns
      .filter((row) => row['table_name'] === name)
      .map((row) => ({ name: String(row['column_name']), type: String(row['data_type']) })),
  }))
  const header: Header = {
    snapshot: 1,
    format,
    sequences: Object.fromEntries(
      sequences.map((row) => [String(row['sequence_name']), Number(row['last_value'])]),
    ),
    tables: tables.map((table) => ({
      name: table.name,
      columns: table.columns.map((column) => column.name),
    })),
  }
  const lines = [JSON.stringify(header)]
  for (const [index, table] of tables.entries()) {
    const selected = table.columns.map(({ name, type }) =>
      type === 'BLOB' ? sqlName(name) : `CAST(${sqlName(name)} AS VARCHAR) AS ${sqlName(name)}`,
    )
    const rows = await database.rows(
      `SELECT ${selected.join(', ')} FROM ${sqlName(table.name)} ORDER BY rowid`,
    )
    for (const row of rows) {
      const cells = table.columns.map(({ name }) => cellOf(row[name] ?? null))
      lines.push(JSON.stringify([index, ...cells]))
    }
  }
  return gzipSync(Buffer.concat(lines.map((line) => Buffer.from(`${line}\n`))), { level: 1 })
}

/** The format of the database that a snapshot was taken of. @throws MillraceError `bad-input`. */
export function snapshotFormat(path: string, snapshot: Uint8Array): number {
  return readLines(path, snapshot).header.format
}

/** Puts the rows of a snapshot into a database whose tables are there and empty. */
export async function restoreSnapshot(
  path: string,
  database: Database,
  snapshot: Uint8Array,
): Promise<void> {
  const { header, rows } = readLines(path, snapshot)
  for (const [name, last] of Object.entries(header.sequences)) {
    await database.run(`SELECT max(nextval('${name.replaceAll("'", "''")}')) FROM range(${last})`)
  }
  for (const [index, ...cells] of rows) {
    const { name, columns } = header.tables[index]!
    const places = columns.map((_, i) => `$c${i}`)
    await database.run(
      `INSERT INTO ${sqlName(name)} (${columns.map(sqlName).join(', ')}) VALUES (${places.join(', ')})`,
      Object.fromEntries(cells.map((cell, i) => [`c${i}`, valueOf(cell)])),
    )
  }
}

function readLines(
  path: string,
  snapshot: Uint8Array,
): { header: Header; rows: Iterable<[number, ...Cell[]]> } {
  const bytes = gunzipSync(snapshot)
  const lines = linesOf(bytes)
  // Only what was written by `takeSnapshot` passes its authentication.
  const header = JSON.parse(lines.next().value ?? '{}') as Header
  if (header.snapshot !== 1) {
    throw new MillraceError(
      'conflict',
      `${path}: written by a newer version of Millrace, expected snapshot 1, got ${String(header.snapshot)}`,
    )
  }
  return { header, rows: parsedLines(lines) }
}

function* linesOf(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(10, start)
    yield bytes.toString('utf8', start, end)
    start = end + 1
  }
}

function* parsedLines(lines: Iterable<string>): Generator<[number, ...Cell[]]> {
  for (const line of lines) yield JSON.parse(line) as [number, ...Cell[]]
}

function cellOf(value: SqlValue): Cell {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') }
  return value === null ? null : String(value)
}

function valueOf(cell: Cell): SqlValue {
  return cell === null || typeof cell === 'string' ? cell : Buffer.from(cell.bytes, 'base64')
}
