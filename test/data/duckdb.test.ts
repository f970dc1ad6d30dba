import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase, sqlName, sqlText } from '../../src/data/duckdb.ts'

async function withDatabase<T>(
  work: (database: Database) => Promise<T>,
  path?: string,
): Promise<T> {
  const database = await openDatabase(path)
  try {
    return await work(database)
  } finally {
    database.close()
  }
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-duckdb-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('columns come as numbers and coded texts, with nulls, over many vectors', async () => {
  await withDatabase(async (database) => {
    const [numbers, texts] = await database.columns(
      `SELECT nullif(i, 3)::DOUBLE AS n, nullif('t' || (i % 5), 't4') AS t FROM range(10000) r(i)`,
    )
    expect(numbers).toMatchObject({ name: 'n', type: 'number' })
    expect(texts).toMatchObject({ name: 't', type: 'text', levels: ['t0', 't1', 't2', 't3'] })
    if (numbers?.type !== 'number' || texts?.type !== 'text') throw new Error('wrong types')
    expect(numbers.values.length).toBe(10_000)
    expect(numbers.values.every((value, i) => (i === 3 ? Number.isNaN(value) : value === i))).toBe(
      true,
    )
    expect(texts.codes.every((code, i) => code === (i % 5 === 4 ? -1 : i % 5))).toBe(true)
  })
})

test('a table is made of columns and read back', async () => {
  await withDatabase(async (database) => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => (i === 7 ? NaN : i / 4))
    await database.createTable('an "odd" name', [
      ['n', { kind: 'number', values }],
      ['t', { kind: 'time', values: values.map((value) => value * 4000) }],
      ['b', { kind: 'boolean', values: Int8Array.from(values, (_, i) => (i % 3) - 1) }],
      [
        'x',
        { kind: 'text', codes: Int32Array.from(values, (_, i) => (i % 3) - 1), levels: ['é', "'"] },
      ],
    ])
    const [n] = await database.columns(`SELECT n FROM ${sqlName('an "odd" name')}`)
    expect(n).toEqual({ name: 'n', type: 'number', values })
    expect(await database.rows('SELECT * FROM "an ""odd"" name" LIMIT 3')).toEqual([
      { n: 0, t: 0, b: null, x: null },
      { n: 0.25, t: 1000, b: false, x: 'é' },
      { n: 0.5, t: 2000, b: true, x: "'" },
    ])
  })
})

test('parameters keep their kind and cannot become SQL', async () => {
  await withDatabase(async (database) => {
    const [row] = await database.rows('SELECT $a AS a, $b AS b, $c AS c, $d AS d, $e AS e', {
      a: "x'; DROP TABLE y; --",
      b: 1.5,
      c: true,
      d: null,
      e: 12n,
    })
    expect(row).toEqual({ a: "x'; DROP TABLE y; --", b: 1.5, c: true, d: null, e: 12 })
    expect(await database.rows(`SELECT ${sqlText("it's")} AS t`)).toEqual([{ t: "it's" }])
  })
})

test('a transaction that throws leaves nothing, one that returns stays on the disk', async () => {
  const path = join(folder, 'a.duckdb')
  await withDatabase(async (database) => {
    await database.run('CREATE TABLE t (n DOUBLE)')
    const failing = database.transaction(async () => {
      await database.run('INSERT INTO t VALUES (1)')
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    await database.transaction(() => database.run('INSERT INTO t VALUES ($n)', { n: 2 }))
  }, path)
  await withDatabase(async (database) => {
    expect(await database.rows('SELECT n FROM t')).toEqual([{ n: 2 }])
  }, path)
})

test('a file that is no database cannot be opened', async () => {
  const path = join(folder, 'b.duckdb')
  await writeFile(path, 'no database')
  await expect(openDatabase(path)).rejects.toThrow('not a valid DuckDB database')
})
