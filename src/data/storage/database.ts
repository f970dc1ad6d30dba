// The plant's own database file: one owner at a time, versioned, and never touched when it is not
// understood.

import { mkdir, realpath, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MillraceError } from '../../errors.ts'
import { type Database, openDatabase } from '../duckdb.ts'
import { cannotRead, fileExists, requireFolder } from '../files.ts'
import { migrations as plantMigrations } from './migrations.ts'

export interface PlantDatabase {
  readonly path: string
  /** Rows of a small result. */
  readonly rows: Database['rows']
  /** Runs `work` with the database open for writing, and commits all of it or nothing. */
  write<T>(work: (database: Database) => Promise<T>): Promise<T>
  /** A file that was made by this opening and never written to is taken away again. */
  close(): Promise<void>
}

/** Where a plant keeps what Millrace knows of it. */
export function stateFolder(plantFolder: string): string {
  return join(plantFolder, '.millrace')
}

/** DuckDB lets one process open a file twice, so this process keeps count itself. */
const openPaths = new Set<string>()

/**
 * Opens `PLANT/.millrace/plant.duckdb`, made where there is none, and brings an older one up to date.
 * @throws MillraceError `conflict` where another process holds it or a newer version wrote it,
 * `bad-input` where it is damaged; the file is left as it is.
 */
export async function openPlantDatabase(
  plantFolder: string,
  migrations: readonly (readonly string[])[] = plantMigrations,
): Promise<PlantDatabase> {
  await requireFolder(plantFolder)
  const folder = join(await realpath(plantFolder), '.millrace')
  const path = join(folder, 'plant.duckdb')
  if (openPaths.has(path)) throw inUse(path, 'this process')
  openPaths.add(path)
  const isNew = !(await fileExists(path))
  let isWritten = false
  const close = async (database: Database | undefined): Promise<void> => {
    openPaths.delete(path)
    database?.close()
    if (isNew && !isWritten) {
      await rm(path, { force: true })
      await rm(`${path}.wal`, { force: true })
      await rmdir(dirname(path)).catch(() => undefined)
    }
  }

  let database: Database | undefined
  try {
    await mkdir(folder, { recursive: true })
    database = await openDatabase(path)
    const version = await versionOf(path, database)
    await migrate(path, database, version, migrations)
  } catch (error) {
    await close(database)
    throw explained(path, error)
  }
  const opened = database
  return {
    path,
    rows: (sql, parameters) => opened.rows(sql, parameters),
    async write(work) {
      const result = await opened.transaction(() => work(opened))
      isWritten = true
      return result
    },
    close: () => close(opened),
  }
}

/** Runs the migrations that the file has not seen, all or none. */
async function migrate(
  path: string,
  database: Database,
  version: number,
  migrations: readonly (readonly string[])[],
): Promise<void> {
  if (version > migrations.length) {
    throw new MillraceError(
      'conflict',
      `${path}: written by a newer version of Millrace, expected format ${migrations.length} or older, got ${version}`,
      { hint: 'update Millrace; the file was left as it is' },
    )
  }
  if (version === migrations.length) return
  try {
    await database.transaction(async () => {
      for (const statement of migrations.slice(version).flat()) await database.run(statement)
      await database.run('CREATE TABLE IF NOT EXISTS millrace (format INTEGER NOT NULL)')
      await database.run('DELETE FROM millrace')
      await database.run('INSERT INTO millrace VALUES ($format)', { format: migrations.length })
    })
  } catch (error) {
    throw new MillraceError(
      'internal',
      `${path}: the step from format ${version} to ${migrations.length} failed, the file was left as it is`,
      { cause: error },
    )
  }
}

async function versionOf(path: string, database: Database): Promise<number> {
  const tables = await database.rows(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'`,
  )
  if (tables.length === 0) return 0
  if (!tables.some((row) => row['table_name'] === 'millrace')) {
    throw new MillraceError(
      'conflict',
      `${path}: not a plant's database, expected one made by Millrace, got tables ${tables.map((row) => String(row['table_name'])).join(', ')}`,
      { hint: 'move the file away; the file was left as it is' },
    )
  }
  const [row] = await database.rows('SELECT format FROM millrace')
  return Number(row?.['format'] ?? 0)
}

function explained(path: string, error: unknown): unknown {
  if (error instanceof MillraceError) return error
  const reason = cannotRead(path, error)
  if (reason !== error || !(error instanceof Error)) return reason
  if (error.message.includes('Could not set lock')) {
    const holder = /PID (\d+)/.exec(error.message)?.[1]
    return inUse(path, holder === undefined ? 'another process' : `process ${holder}`, error)
  }
  if (/newer version|version number/.test(error.message)) {
    return new MillraceError(
      'conflict',
      `${path}: written by a newer version of DuckDB, expected one that this version reads`,
      { hint: 'update Millrace; the file was left as it is', cause: error },
    )
  }
  if (/permission denied/i.test(error.message)) {
    return new MillraceError('bad-input', `${path}: cannot be opened, no permission`, {
      cause: error,
    })
  }
  return new MillraceError(
    'bad-input',
    `${path}: damaged, expected a plant's database, got a file that cannot be read as one`,
    {
      hint: 'restore it from a backup, or move it away to begin anew; the file was left as it is',
      cause: error,
    },
  )
}

function inUse(path: string, holder: string, cause?: unknown): MillraceError {
  return new MillraceError(
    'conflict',
    `${path}: in use, expected to be the only one, got ${holder}`,
    {
      hint: 'wait until the other run has finished',
      cause,
    },
  )
}
