import { expect, test } from 'vitest'
import { openDatabase } from '../../../src/data/duckdb.ts'
import {
  restoreSnapshot,
  snapshotFormat,
  takeSnapshot,
} from '../../../src/data/storage/snapshot.ts'

const structure = [
  'CREATE SEQUENCE ids',
  `CREATE TABLE things (id INTEGER PRIMARY KEY, big BIGINT, text VARCHAR, number DOUBLE,
    content BLOB, seen TIMESTAMP_MS, settings JSON)`,
  'CREATE TABLE empty (n INTEGER)',
]

test('every kind of value comes back, sequences go on, and empty tables stay', async () => {
  const first = await openDatabase()
  for (const statement of structure) await first.run(statement)
  await first.run(`INSERT INTO things VALUES
    (nextval('ids'), 9007199254740993, 'a "line"\n; end', 0.1, '\\x00\\xFF\\x0A'::BLOB,
     '2024-02-29 12:34:56.789', '{"a":[1,null]}'),
    (nextval('ids'), NULL, NULL, 'NaN', NULL, NULL, NULL)`)
  const snapshot = await takeSnapshot(first, 3)
  expect(snapshotFormat('a', snapshot)).toBe(3)
  const second = await openDatabase()
  for (const statement of structure) await second.run(statement)
  await restoreSnapshot('a', second, snapshot)
  const all = 'SELECT *, CAST(big AS VARCHAR) AS exact FROM things ORDER BY id'
  expect(await second.rows(all)).toEqual(await first.rows(all))
  expect((await second.rows(all))[0]).toMatchObject({ id: 1, exact: '9007199254740993' })
  expect(await second.rows(`SELECT nextval('ids') AS id`)).toEqual([{ id: 3 }])
  first.close()
  second.close()
})
