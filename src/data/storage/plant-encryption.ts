// Encrypting what Millrace keeps of a plant, and taking the encryption away again. Each file is
// replaced whole; the database comes first and its old form goes last, so that what is interrupted can
// be finished by the same command.

import { mkdir, readdir, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { throwIfCancelled } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import { openDatabase } from '../duckdb.ts'
import { fileExists, replaceAtomic, requireFolder, writeFileAtomic } from '../files.ts'
import { openPlantDatabase } from './database.ts'
import { databaseName, encryptedName, stateFolder } from './plant-database.ts'
import { fill } from './encrypted-database.ts'
import { encrypt, type EncryptionKey } from './encryption.ts'
import { migrations } from './migrations.ts'
import { protectFile, readProtectedFile } from './protected-file.ts'
import { takeSnapshot } from './snapshot.ts'

type StopOptions = Pick<WorkOptions, 'signal'>

/**
 * Encrypts a plant's database and models. A plant without any gets an empty encrypted database, so
 * that all later runs are encrypted. @returns the files that were encrypted.
 */
export async function encryptPlant(
  plantFolder: string,
  key: EncryptionKey,
  { signal }: StopOptions = {},
): Promise<string[]> {
  const { folder, plain, protectedPath } = await pathsOf(plantFolder)
  const changed: string[] = []
  const isPlain = await fileExists(plain)
  if (isPlain || !(await fileExists(protectedPath))) {
    // Of an interrupted encryption, which holds the same as the database beside it.
    await rm(protectedPath, { force: true })
    const database = isPlain ? await openPlantDatabase(plantFolder) : undefined
    try {
      const empty = await openDatabase(':memory:', { spills: false })
      if (!database) await fill(plain, empty, await takeSnapshot(empty, 0), migrations)
      const snapshot = await takeSnapshot(database ?? empty, migrations.length)
      empty.close()
      await writeFileAtomic(protectedPath, encrypt(snapshot, key), { signal })
    } finally {
      await database?.close()
    }
    changed.push(protectedPath)
  } else {
    // The right key is asked for before any other file is touched.
    await readProtectedFile(protectedPath, key)
  }
  changed.push(...(await protectModels(folder, key, 'encrypt', signal)))
  await rm(plain, { force: true })
  await rm(`${plain}.wal`, { force: true })
  return changed
}

/** Takes the encryption of a plant away. @returns the files that were decrypted. */
export async function decryptPlant(
  plantFolder: string,
  key: EncryptionKey,
  { signal }: StopOptions = {},
): Promise<string[]> {
  const { folder, plain, protectedPath } = await pathsOf(plantFolder)
  const changed: string[] = []
  const isProtected = await fileExists(protectedPath)
  if (isProtected) {
    const snapshot = await readProtectedFile(protectedPath, key)
    await replaceAtomic(plain, async (temporary) => {
      const database = await openDatabase(temporary)
      try {
        await fill(protectedPath, database, snapshot, migrations)
      } finally {
        database.close()
      }
      throwIfCancelled(signal)
    })
    changed.push(plain)
  }
  changed.push(...(await protectModels(folder, key, 'decrypt', signal)))
  await rm(protectedPath, { force: true })
  return changed
}

interface StatePaths {
  /** Of all that Millrace keeps of the plant; there once this is known. */
  readonly folder: string
  /** The database, as it is without encryption and with it. */
  readonly plain: string
  readonly protectedPath: string
}

async function pathsOf(plantFolder: string): Promise<StatePaths> {
  await requireFolder(plantFolder)
  const folder = stateFolder(await realpath(plantFolder))
  await mkdir(folder, { recursive: true })
  return { folder, plain: join(folder, databaseName), protectedPath: join(folder, encryptedName) }
}

async function protectModels(
  folder: string,
  key: EncryptionKey,
  direction: 'encrypt' | 'decrypt',
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const changed: string[] = []
  const models = join(folder, 'models')
  const entries = await readdir(models, { withFileTypes: true, recursive: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile()) continue
    throwIfCancelled(signal)
    const path = join(entry.parentPath, entry.name)
    if (await protectFile(path, key, direction)) changed.push(path)
  }
  return changed
}
