import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTable, writeTable, writeTableParts } from '../../../src/data/table/read-table.ts'
import { createTable, type Table } from '../../../src/data/table/table.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-read-table-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.each([
  ['a.csv', 'a,b'],
  ['a.csv.gz', '\u001f'],
  ['a.parquet', 'PAR1'],
])('%s is written in its format and read by its first bytes', async (name, start) => {
  const table = createTable([
    ['a', { kind: 'number', values: new Float64Array([1.5, NaN]) }],
    ['b', { kind: 'text', codes: new Int32Array([0, 1]), levels: ['x', 'y, z'] }],
  ])
  const path = join(folder, name)
  await writeTable(path, table)
  expect((await readFile(path, 'latin1')).startsWith(start)).toBe(true)
  expect((await readTable(path)).columns).toEqual(table.columns)
})

test.each(['parts.csv', 'parts.csv.gz', 'parts.parquet'])(
  '%s is written in parts',
  async (name) => {
    const part = (start: number): Table =>
      createTable([['a', { kind: 'number', values: Float64Array.of(start, start + 1) }]])
    async function* parts(): AsyncGenerator<Table> {
      yield part(0)
      yield part(2)
    }
    await writeTableParts(join(folder, name), parts())
    const { columns } = await readTable(join(folder, name))
    expect(columns.get('a')).toEqual({ kind: 'number', values: Float64Array.of(0, 1, 2, 3) })
    expect((await readdir(folder)).filter((file) => file.includes('tmp'))).toEqual([])
  },
)
