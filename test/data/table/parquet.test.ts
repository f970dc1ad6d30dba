import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readParquet, writeParquet } from '../../../src/data/table/parquet.ts'
import { createTable, type Table } from '../../../src/data/table/table.ts'

let folder: string
let path: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-parquet-'))
  path = join(folder, 'a [1] *.parquet')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const sample: Table = createTable([
  ['id', { kind: 'text', codes: new Int32Array([0, 1, -1]), levels: ['a', 'é "x"'] }],
  ['ds', { kind: 'time', values: new Float64Array([0, Date.UTC(2024, 0, 1, 6), NaN]) }],
  ['y', { kind: 'number', values: new Float64Array([0.1, -3, NaN]) }],
  ['b', { kind: 'boolean', values: new Int8Array([1, 0, -1]) }],
])

test('a table survives writing and reading, from a name full of wildcards', async () => {
  await writeParquet(path, sample)
  const table = await readParquet(path)
  expect(table.columns).toEqual(sample.columns)
  expect(table.source!.lineOf(0)).toBe(1)
})

test('expected columns are converted, or refused with the record', async () => {
  await writeParquet(path, sample)
  const table = await readParquet(path, {
    columns: { y: { kind: 'text' }, ds: { kind: ['number', 'time'] } },
    otherColumns: 'ignore',
  })
  expect(table.columns.get('y')).toMatchObject({ levels: ['0.1', '-3'] })
  expect(table.columns.get('ds')!.kind).toBe('time')
  await expect(readParquet(path, { columns: { id: { kind: 'number' } } })).rejects.toThrow(
    `${path} row 1, column id: not a number, expected a number like 12.5, got "a"`,
  )
  await expect(
    readParquet(path, { columns: { ds: { kind: 'time', allowMissing: false } } }),
  ).rejects.toThrow('row 3, column ds: missing value')
  await expect(readParquet(path, { columns: { z: { kind: 'number' } } })).rejects.toThrow(
    'column z is missing',
  )
})

test('a file cut short is refused', async () => {
  await writeParquet(path, sample)
  const bytes = await readFile(path)
  await writeFile(path, bytes.subarray(0, bytes.length - 20))
  await expect(readParquet(path)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('not a whole Parquet file'),
  })
})
