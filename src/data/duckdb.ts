// The embedded analytical database: the only importer of DuckDB. Results come by column.

import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBResult,
  type DuckDBType,
  type DuckDBValue,
  TIMESTAMP_MS,
  timestampMillisValue,
  VARCHAR,
  blobValue,
} from '@duckdb/node-api'
import { throwIfCancelled } from '../errors.ts'
import type { WorkOptions } from '../progress.ts'

export type SqlValue = string | number | bigint | boolean | Uint8Array | null

/** A column of a result: numbers with NaN for null, or texts coded by their distinct levels (-1 is null). */
export type ResultColumn =
  | { readonly name: string; readonly type: 'number'; readonly values: Float64Array }
  | {
      readonly name: string
      readonly type: 'text'
      readonly codes: Int32Array
      readonly levels: readonly string[]
    }

/** A column to append, of the shape of a table's columns; what is missing there becomes null. */
export type AppendColumn =
  | { readonly kind: 'number' | 'time'; readonly values: Float64Array }
  | { readonly kind: 'boolean'; readonly values: Int8Array }
  | { readonly kind: 'text'; readonly codes: Int32Array; readonly levels: readonly string[] }

export interface Database {
  /** Runs one statement whose result is not wanted. */
  run(sql: string, parameters?: Readonly<Record<string, SqlValue>>): Promise<void>
  /** The rows of a small result; times are milliseconds, big integers numbers. */
  rows(
    sql: string,
    parameters?: Readonly<Record<string, SqlValue>>,
  ): Promise<readonly Readonly<Record<string, SqlValue>>[]>
  /** The columns of a result of any size; every column must be DOUBLE or VARCHAR. */
  columns(sql: string, options?: WorkOptions): Promise<readonly ResultColumn[]>
  /** Makes a table from columns of equal length. */
  createTable(name: string, columns: Iterable<readonly [string, AppendColumn]>): Promise<void>
  /** Adds rows to such a table. */
  append(name: string, columns: Iterable<readonly [string, AppendColumn]>): Promise<void>
  /** Commits what `work` does, or nothing of it where it throws. Not to be nested. */
  transaction<T>(work: () => Promise<T>): Promise<T>
  close(): void
}

const vectorRows = 2048

/**
 * Opens a database file, or one in memory. Nothing is fetched from the network. Without `spills` it writes
 * no temporary file, however large a result: it fails where memory does not suffice.
 * @throws Error of DuckDB where the file is not a database, damaged or held by another process.
 */
export async function openDatabase(
  path = ':memory:',
  { spills = true }: { readonly spills?: boolean } = {},
): Promise<Database> {
  const instance = await DuckDBInstance.create(path, {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(!spills && { temp_directory: '' }),
  })
  try {
    const connection = await instance.connect()
    // Times are UTC throughout.
    await connection.run("SET TimeZone = 'UTC'")
    return databaseOver(connection, () => {
      connection.closeSync()
      instance.closeSync()
    })
  } catch (error) {
    instance.closeSync()
    throw error
  }
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A name as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function databaseOver(connection: DuckDBConnection, close: () => void): Database {
  return {
    async run(sql, parameters = {}) {
      await connection.run(sql, bound(parameters), typesOf(parameters))
    },
    async rows(sql, parameters = {}) {
      const result = await connection.run(sql, bound(parameters), typesOf(parameters))
      const rows = await result.getRowObjectsJS()
      // Safe: the statements of this project select these kinds only.
      return rows.map((row) => mapValues(row as Record<string, SqlValue | Date>, plainValue))
    },
    async columns(sql, { signal } = {}) {
      return collect(await connection.stream(sql), signal)
    },
    async createTable(name, columns) {
      await createTable(connection, name, [...columns])
    },
    append: (name, columns) => append(connection, name, [...columns]),
    async transaction(work) {
      await connection.run('BEGIN TRANSACTION')
      try {
        const result = await work()
        await connection.run('COMMIT')
        return result
      } catch (error) {
        // A failed statement may have ended the transaction already.
        await connection.run('ROLLBACK').catch(() => undefined)
        throw error
      }
    },
    close,
  }
}

async function collect(
  result: DuckDBResult,
  signal: AbortSignal | undefined,
): Promise<ResultColumn[]> {
  const names = result.deduplicatedColumnNames()
  const isText = names.map((_, i) => result.columnType(i).toString() === 'VARCHAR')
  const numbers = names.map(() => new Float64Array(vectorRows))
  const codes = names.map(() => new Int32Array(vectorRows))
  const levels = names.map(() => new Map<string, number>())
  let count = 0
  for (;;) {
    throwIfCancelled(signal)
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const rows = chunk.rowCount
    for (let column = 0; column < names.length; column++) {
      const vector = chunk.getColumnVector(column)
      if (isText[column]) {
        const target = (codes[column] = withRoom(codes[column]!, count + rows))
        const known = levels[column]!
        for (let i = 0; i < rows; i++) {
          const text = vector.getItem(i)
          let code = -1
          if (typeof text === 'string') {
            code = known.get(text) ?? known.size
            if (code === known.size) known.set(text, code)
          }
          target[count + i] = code
        }
      } else {
        const target = (numbers[column] = withRoom(numbers[column]!, count + rows))
        for (let i = 0; i < rows; i++) {
          const value = vector.getItem(i)
          target[count + i] = typeof value === 'number' ? value : NaN
        }
      }
    }
    count += rows
  }
  return names.map((name, i) =>
    isText[i]
      ? {
          name,
          type: 'text',
          codes: codes[i]!.slice(0, count),
          levels: [...levels[i]!.keys()],
        }
      : { name, type: 'number', values: numbers[i]!.slice(0, count) },
  )
}

async function createTable(
  connection: DuckDBConnection,
  name: string,
  columns: readonly (readonly [string, AppendColumn])[],
): Promise<void> {
  const sqlTypes = { number: 'DOUBLE', time: 'TIMESTAMP_MS', boolean: 'BOOLEAN', text: 'VARCHAR' }
  const definitions = columns.map(([name, { kind }]) => `${sqlName(name)} ${sqlTypes[kind]}`)
  await connection.run(`CREATE TABLE ${sqlName(name)} (${definitions.join(', ')})`)
  await append(connection, name, columns)
}

async function append(
  connection: DuckDBConnection,
  name: string,
  columns: readonly (readonly [string, AppendColumn])[],
): Promise<void> {
  const types = { number: DOUBLE, time: TIMESTAMP_MS, boolean: BOOLEAN, text: VARCHAR }
  const first = columns[0]?.[1]
  const rowCount = first ? (first.kind === 'text' ? first.codes : first.values).length : 0
  const appender = await connection.createAppender(name)
  try {
    const chunk = DuckDBDataChunk.create(columns.map(([, { kind }]) => types[kind]))
    for (let start = 0; start < rowCount; start += vectorRows) {
      const end = Math.min(start + vectorRows, rowCount)
      chunk.reset()
      chunk.rowCount = end - start
      for (const [i, [, column]] of columns.entries()) {
        chunk.setColumnValues(i, valuesBetween(column, start, end))
      }
      appender.appendDataChunk(chunk)
    }
  } finally {
    appender.closeSync()
  }
}

function valuesBetween(column: AppendColumn, start: number, end: number): DuckDBValue[] {
  if (column.kind === 'text') {
    return Array.from(column.codes.subarray(start, end), (code) => column.levels[code] ?? null)
  }
  const convert = {
    number: (value: number) => (Number.isNaN(value) ? null : value),
    time: (value: number) =>
      Number.isNaN(value) ? null : timestampMillisValue(BigInt(Math.round(value))),
    boolean: (value: number) => (value < 0 ? null : value === 1),
  }[column.kind]
  return Array.from<number, DuckDBValue>(column.values.subarray(start, end), convert)
}

function bound(parameters: Readonly<Record<string, SqlValue>>): Record<string, DuckDBValue> {
  return mapValues(parameters, (value) => (value instanceof Uint8Array ? blobValue(value) : value))
}

function typesOf(parameters: Readonly<Record<string, SqlValue>>): Record<string, DuckDBType> {
  return mapValues(parameters, (value) => {
    if (typeof value === 'number') return DOUBLE
    if (typeof value === 'bigint') return BIGINT
    if (typeof value === 'boolean') return BOOLEAN
    return value instanceof Uint8Array ? BLOB : VARCHAR
  })
}

function plainValue(value: SqlValue | Date): SqlValue {
  if (value instanceof Date) return value.getTime()
  return typeof value === 'bigint' ? Number(value) : value
}

function mapValues<T, U>(
  object: Readonly<Record<string, T>>,
  change: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}

function withRoom<A extends Float64Array | Int32Array>(array: A, length: number): A {
  if (length <= array.length) return array
  const size = Math.max(length, array.length * 2)
  const larger = array instanceof Float64Array ? new Float64Array(size) : new Int32Array(size)
  larger.set(array)
  return larger as A // Safe: made of the same class on the line above.
}
