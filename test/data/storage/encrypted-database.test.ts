import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../../src/data/duckdb.ts'
import { openEncryptedDatabase } from '../../../src/data/storage/encrypted-database.ts'
import { encrypt, type EncryptionKey } from '../../../src/data/storage/encryption.ts'
import type { Migrations } from '../../../src/data/storage/migrate.ts'
import type { PlantDatabase } from '../../../src/data/storage/plant-database.ts'
import { takeSnapshot } from '../../../src/data/storage/snapshot.ts'

const key: EncryptionKey = { kind: 'key', bytes: randomBytes(32) }
const first: Migrations = [['CREATE TABLE notes (text VARCHAR)']]
const second: Migrations = [...first, ['ALTER TABLE notes ADD COLUMN author VARCHAR']]
let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-encrypted-'))
  path = join(folder, 'plant.encrypted')
  const empty = await openDatabase()
  await writeFile(path, encrypt(await takeSnapshot(empty, 0), key))
  empty.close()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function withDatabase<T>(
  migrations: Migrations,
  work: (database: PlantDatabase) => Promise<T>,
): Promise<T> {
  const database = await openEncryptedDatabase(path, key, migrations)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

test('what is written is there the next time, and only in encrypted form', async () => {
  await withDatabase(first, (database) =>
    database.write((open) => open.run(`INSERT INTO notes VALUES ('a secret recipe')`)),
  )
  expect(await readdir(folder)).toEqual(['plant.encrypted'])
  expect((await readFile(path)).includes('recipe')).toBe(false)
  // An older format is brought up to date.
  const rows = await withDatabase(second, (database) => database.rows('SELECT * FROM notes'))
  expect(rows).toEqual([{ text: 'a secret recipe', author: null }])
})

test('work that fails leaves the file and the memory as they were', async () => {
  await withDatabase(first, async (database) => {
    const before = await readFile(path)
    const failing = database.write(async (open) => {
      await open.run(`INSERT INTO notes VALUES ('half')`)
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await readFile(path)).toEqual(before)
    expect(await database.rows('SELECT * FROM notes')).toEqual([])
  })
})

test.skipIf(process.getuid?.() === 0)('a file that cannot be written commits nothing', async () => {
  await withDatabase(first, async (database) => {
    await chmod(folder, 0o500)
    const failing = database.write((open) => open.run(`INSERT INTO notes VALUES ('lost')`))
    await expect(failing).rejects.toThrow('no permission')
    await chmod(folder, 0o700)
    expect(await database.rows('SELECT * FROM notes')).toEqual([])
  })
})

test('a wrong key touches nothing and leaves no lock', async () => {
  const before = await readFile(path)
  const wrong: EncryptionKey = { kind: 'key', bytes: randomBytes(32) }
  await expect(openEncryptedDatabase(path, wrong, first)).rejects.toThrow('wrong key')
  expect(await readFile(path)).toEqual(before)
  expect(await readdir(folder)).toEqual(['plant.encrypted'])
})

test('has one owner at a time, but for one that has ended', async () => {
  await withDatabase(first, async () => {
    await expect(openEncryptedDatabase(path, key, first)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('got this process'),
    })
  })
  await writeFile(`${path}.lock`, '999999999')
  expect(await withDatabase(first, (database) => database.rows('SELECT * FROM notes'))).toEqual([])
})

test('a newer format is refused and not touched', async () => {
  await withDatabase(second, (database) =>
    database.write((open) => open.run(`INSERT INTO notes VALUES ('a', 'b')`)),
  )
  const before = await readFile(path)
  await expect(openEncryptedDatabase(path, key, first)).rejects.toThrow(
    'expected format 1 or older, got 2',
  )
  expect(await readFile(path)).toEqual(before)
})

test('a result too large for memory fails instead of being spilled to the disk', async () => {
  await withDatabase(first, async (database) => {
    await database.rows(`SELECT current_setting('temp_directory') AS place`).then((rows) => {
      expect(rows).toEqual([{ place: '' }])
    })
  })
})
