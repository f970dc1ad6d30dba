// Reads and writes Parquet through the embedded database.

import { rm } from 'node:fs/promises'
import { MillraceError } from '../../errors.ts'
import { type Database, openDatabase, type ResultColumn, sqlName, sqlText } from '../duckdb.ts'
import { cannotRead, replaceAtomic, requireFile } from '../files.ts'
import type { ReadOptions } from './csv.ts'
import { createProblemList, requireColumns } from './expectation.ts'
import { suitedColumn } from './suited-column.ts'
import { type Column, type ColumnKind, createTable, type Table } from './table.ts'

/**
 * Reads a Parquet file with the same expectations as a CSV file; rows in messages are records,
 * counted from 1. Numbers may stand for texts, and texts for numbers and times where they read so.
 * @throws MillraceError `bad-input` as `readCsv` does; `unsupported` for nested columns that are expected.
 */
export async function readParquet(path: string, options: ReadOptions = {}): Promise<Table> {
  await requireFile(path)
  const { columns: expected = {}, otherColumns = 'infer', allowEmpty = false } = options
  const database = await openDatabase()
  try {
    const source = sourceOf(path)
    const found = await describe(database, source)
    requireColumns(
      path,
      found.map(({ name }) => name),
      expected,
    )
    const wanted = found.filter(
      ({ name, type }) =>
        Object.hasOwn(expected, name) || (otherColumns === 'infer' && selectionFor(type)),
    )
    const selections = wanted.map(({ name, type }) => {
      const selection = selectionFor(type)
      if (!selection) {
        throw new MillraceError(
          'unsupported',
          `${path}, column ${name}: nested values, expected numbers, text or times, got ${type}`,
        )
      }
      return `${selection.sql(sqlName(name))} AS ${sqlName(name)}`
    })
    const results = await database.columns(
      `SELECT ${selections.join(', ')} FROM ${source}`,
      options,
    )
    const problems = createProblemList()
    const columns = results.map((result, i): [string, Column] => {
      const { name, type } = wanted[i]!
      const natural = naturalColumn(result, selectionFor(type)!.kind)
      const expectation = Object.hasOwn(expected, name) ? expected[name] : undefined
      return [name, expectation ? suitedColumn(name, natural, expectation, problems) : natural]
    })
    if (problems.count > 0) throw problems.toError(path)
    const table = createTable(columns, { path, lineOf: (row) => row + 1 })
    if (table.rowCount === 0 && !allowEmpty) {
      throw new MillraceError('bad-input', `${path}: no records, expected at least one, got none`)
    }
    return table
  } catch (error) {
    if (error instanceof MillraceError) throw error
    throw damaged(path, error)
  } finally {
    database.close()
  }
}

/** Writes a table as Parquet (zstd), whole or not at all. */
export async function writeParquet(path: string, table: Table): Promise<void> {
  const database = await openDatabase()
  try {
    await database.createTable('content', table.columns)
    await replaceAtomic(path, (temporary) =>
      database.run(`COPY content TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd)`),
    )
  } finally {
    database.close()
  }
}

/**
 * As `writeParquet`, of a table that comes in parts with the same columns: they are gathered in a
 * database file beside it, so that memory stays small.
 */
export async function writeParquetParts(path: string, parts: AsyncIterable<Table>): Promise<void> {
  await replaceAtomic(path, async (temporary) => {
    const gathered = `${temporary}.gathered`
    try {
      const database = await openDatabase(gathered)
      try {
        await database.run("SET memory_limit = '512MB'")
        let isFirst = true
        for await (const part of parts) {
          if (isFirst) await database.createTable('content', part.columns)
          else await database.append('content', part.columns)
          isFirst = false
        }
        await database.run(
          `COPY content TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd)`,
        )
      } finally {
        database.close()
      }
    } finally {
      for (const file of [gathered, `${gathered}.wal`]) await rm(file, { force: true })
    }
  })
}

/** Names of the columns, without reading a record. @throws MillraceError `bad-input` as `readParquet`. */
export async function parquetColumnNames(path: string): Promise<string[]> {
  const database = await openDatabase()
  try {
    return (await describe(database, sourceOf(path))).map(({ name }) => name)
  } catch (error) {
    throw damaged(path, error)
  } finally {
    database.close()
  }
}

function sourceOf(path: string): string {
  // Square brackets and stars in a file name would be a pattern.
  return `read_parquet(${sqlText(path.replace(/[[*?]/g, '[$&]'))})`
}

async function describe(
  database: Database,
  source: string,
): Promise<{ readonly name: string; readonly type: string }[]> {
  const described = await database.rows(`DESCRIBE SELECT * FROM ${source}`)
  return described.map((row) => ({
    name: String(row['column_name']),
    type: String(row['column_type']),
  }))
}

interface Selection {
  readonly kind: ColumnKind
  readonly sql: (name: string) => string
}

function selectionFor(type: string): Selection | undefined {
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\))$/.test(type)) {
    return { kind: 'number', sql: (name) => `${name}::DOUBLE` }
  }
  if (/^(DATE|TIMESTAMP.*)$/.test(type)) {
    return { kind: 'time', sql: (name) => `epoch_us(${name}::TIMESTAMP)::DOUBLE / 1000` }
  }
  if (type === 'BOOLEAN') return { kind: 'boolean', sql: (name) => `${name}::INTEGER::DOUBLE` }
  if (/^(VARCHAR|ENUM\(.*\)|UUID)$/.test(type)) {
    return { kind: 'text', sql: (name) => `nullif(${name}::VARCHAR, '')` }
  }
  return undefined
}

function naturalColumn(result: ResultColumn, kind: ColumnKind): Column {
  if (result.type === 'text') return { kind: 'text', codes: result.codes, levels: result.levels }
  if (kind === 'boolean') {
    return {
      kind,
      values: Int8Array.from(result.values, (value) => (Number.isNaN(value) ? -1 : value)),
    }
  }
  return { kind: kind === 'time' ? 'time' : 'number', values: result.values }
}

function damaged(path: string, error: unknown): unknown {
  const reason = cannotRead(path, error)
  if (reason !== error || !(error instanceof Error)) return reason
  const [firstLine = ''] = error.message.split('\n')
  return new MillraceError(
    'bad-input',
    `${path}: not a whole Parquet file, expected one, got "${firstLine.replace(/^[A-Za-z ]*Error: /, '')}"`,
    { hint: 'copy or export the file again', cause: error },
  )
}
