import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readColumnNames } from '../../../src/data/table/column-names.ts'
import { writeParquet } from '../../../src/data/table/parquet.ts'
import { createTable } from '../../../src/data/table/table.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-names-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('of a CSV file, plain, gzipped, or far longer than its header', async () => {
  const path = join(folder, 'a.csv')
  const text = `machine;hour;"vibration; mm/s"\n${'pump;1;0.5\n'.repeat(20_000)}`
  await writeFile(path, text)
  await writeFile(`${path}.gz`, gzipSync(text))
  const names = ['machine', 'hour', 'vibration; mm/s']
  expect(await readColumnNames(path)).toEqual(names)
  expect(await readColumnNames(`${path}.gz`)).toEqual(names)
})

test('of a Parquet file', async () => {
  const path = join(folder, 'a.parquet')
  const column = { kind: 'number', values: new Float64Array([1, 2]) } as const
  await writeParquet(
    path,
    createTable([
      ['b', column],
      ['a', column],
    ]),
  )
  expect(await readColumnNames(path)).toEqual(['b', 'a'])
})

test('a file that is missing or no table is named', async () => {
  await expect(readColumnNames(join(folder, 'none.csv'))).rejects.toThrow('none.csv: no such file')
  const path = join(folder, 'photo.csv')
  await writeFile(path, new Uint8Array([1, 0, 2, 0]))
  await expect(readColumnNames(path)).rejects.toThrow('photo.csv: wrong format')
})
