import { expect, test } from 'vitest'
import { openDatabase } from '../../../src/data/duckdb.ts'
import { migrate, versionOf } from '../../../src/data/storage/migrate.ts'

const first = [['CREATE TABLE notes (text VARCHAR)']]
const second = [...first, ['ALTER TABLE notes ADD COLUMN author VARCHAR']]

test('an empty database has format 0 and goes through the steps it has not seen', async () => {
  const database = await openDatabase()
  expect(await versionOf('a', database)).toBe(0)
  await migrate('a', database, 0, first)
  expect(await versionOf('a', database)).toBe(1)
  await migrate('a', database, 1, second)
  expect(await versionOf('a', database)).toBe(2)
  await expect(migrate('a', database, 2, first)).rejects.toThrow(
    'a: written by a newer version of Millrace, expected format 1 or older, got 2',
  )
  database.close()
})

test('a database of another program is told', async () => {
  const database = await openDatabase()
  await database.run('CREATE TABLE theirs (n INTEGER)')
  await expect(versionOf('a', database)).rejects.toThrow("a: not a plant's database")
  database.close()
})
