// The plant's database where it is encrypted at rest: it lives in memory only, and every commit writes
// all of it to one encrypted file, under a temporary name and renamed.

import { open, readFile, rm } from 'node:fs/promises'
import { MillraceError } from '../../errors.ts'
import { type Database, openDatabase } from '../duckdb.ts'
import { cannotRead, writeFileAtomic } from '../files.ts'
import { decrypt, encrypt, type EncryptionKey } from './encryption.ts'
import { migrate, type Migrations } from './migrate.ts'
import { inUse, type PlantDatabase } from './plant-database.ts'
import { restoreSnapshot, snapshotFormat, takeSnapshot } from './snapshot.ts'

/**
 * Opens an encrypted database and brings an older one up to date (in memory: the file changes with the
 * next commit).
 * @throws MillraceError `bad-input` for the wrong key or a file that is not whole, `conflict` where
 *   another process holds it or a newer version wrote it; the file is left as it is.
 */
export async function openEncryptedDatabase(
  path: string,
  key: EncryptionKey,
  migrations: Migrations,
): Promise<PlantDatabase> {
  const unlock = await lock(`${path}.lock`, path)
  let database: Database | undefined
  try {
    const bytes = await readFile(path).catch((error: unknown) => {
      throw cannotRead(path, error)
    })
    // What is decrypted may not reach the disk by way of a spilled result.
    database = await openDatabase(':memory:', { spills: false })
    await fill(path, database, decrypt(path, bytes, key), migrations)
  } catch (error) {
    database?.close()
    await unlock()
    throw error
  }
  const opened = database
  return {
    path,
    key,
    rows: (sql, parameters) => opened.rows(sql, parameters),
    write: (work) =>
      opened.transaction(async () => {
        const result = await work(opened)
        // Before the commit: where the file cannot be written, nothing has happened in memory either.
        await writeFileAtomic(path, encrypt(await takeSnapshot(opened, migrations.length), key))
        return result
      }),
    async close() {
      opened.close()
      await unlock()
    },
  }
}

/** Makes a database of the snapshot's format, fills it, and brings it up to date. */
export async function fill(
  path: string,
  database: Database,
  snapshot: Uint8Array,
  migrations: Migrations,
): Promise<void> {
  const format = snapshotFormat(path, snapshot)
  if (format > migrations.length) {
    throw new MillraceError(
      'conflict',
      `${path}: written by a newer version of Millrace, expected format ${migrations.length} or older, got ${format}`,
      { hint: 'update Millrace; the file was left as it is' },
    )
  }
  if (format > 0) await migrate(path, database, 0, migrations.slice(0, format))
  await database.transaction(() => restoreSnapshot(path, database, snapshot))
  await migrate(path, database, format, migrations)
}

/** One owner at a time: a file that names the process, taken over where that has ended. */
async function lock(lockPath: string, subject: string): Promise<() => Promise<void>> {
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = await open(lockPath, 'wx')
      await handle.writeFile(String(process.pid))
      await handle.close()
      return () => rm(lockPath, { force: true })
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST'
      if (!isTaken) throw cannotRead(lockPath, error)
      const holder = Number(await readFile(lockPath, 'utf8').catch(() => ''))
      if (attempt > 0 || isRunning(holder)) {
        throw inUse(subject, holder === process.pid ? 'this process' : `process ${holder}`, error)
      }
      await rm(lockPath, { force: true })
    }
  }
}

function isRunning(process_: number): boolean {
  if (!(process_ > 0)) return false
  try {
    process.kill(process_, 0)
    return true
  } catch (error) {
    // A process of another user is one all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
