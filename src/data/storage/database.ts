// The plant's own database file: one owner at a time, versioned, and never touched when it is not
// understood.

import { mkdir, realpath, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MillraceError } from '../../errors.ts'
import { type Database, openDatabase } from '../duckdb.ts'
import { cannotRead, fileExists, requireFolder } from '../files.ts'
import { databaseName, encryptedName, inUse, type PlantDatabase } from './plant-database.ts'
import { openEncryptedDatabase } from './encrypted-database.ts'
import { requireKey } from './encryption-key.ts'
import { migrate, type Migrations, versionOf } from './migrate.ts'
import { migrations as plantMigrations } from './migrations.ts'

/** DuckDB lets one process open a file twice, so this process keeps count itself. */
const openPaths = new Set<string>()

/**
 * Opens `PLANT/.millrace/plant.duckdb`, made where there is none, and brings an older one up to date;
 * an encrypted plant is opened in memory with the key that the environment names.
 * @throws MillraceError `conflict` where another process holds it or a newer version wrote it,
 * `bad-input` where it is damaged; the file is left as it is.
 */
export async function openPlantDatabase(
  plantFolder: string,
  migrations: Migrations = plantMigrations,
): Promise<PlantDatabase> {
  await requireFolder(plantFolder)
  const folder = join(await realpath(plantFolder), '.millrace')
  const path = join(folder, databaseName)
  if (openPaths.has(path)) throw inUse(path, 'this process')
  const encryptedPath = join(folder, encryptedName)
  if (await fileExists(encryptedPath)) {
    if (await fileExists(path)) throw halfEncrypted(folder)
    const key = await requireKey(encryptedPath, plantFolder)
    return openEncryptedDatabase(encryptedPath, key, migrations)
  }
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

/** An encryption or decryption that was interrupted: both hold the same. */
function halfEncrypted(folder: string): MillraceError {
  return new MillraceError(
    'conflict',
    `${folder}: encrypted in part, expected ${databaseName} or ${encryptedName}, got both`,
    { hint: 'run millrace encrypt or millrace decrypt again to finish' },
  )
}
