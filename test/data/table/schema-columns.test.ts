import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTable } from '../../../src/data/table/read-table.ts'
import { schemaColumns } from '../../../src/data/table/schema-columns.ts'
import { parseSchema } from '../../../src/data/table/schema-file.ts'

const schema = parseSchema(`fields:
  id: { kind: identifier }
  part: { kind: category, levels: ["10", "A3"] }
  torque: { kind: number, minimum: 0, maximum: 9, decimals: 1 }
  begun: { kind: time, earliest: 2024-01-01T00:00:00Z, latest: 2024-12-31T00:00:00Z, resolution: 86400000 }
  passed: { kind: boolean, stored: number }
`)
const columns = schemaColumns(schema)

let path: string
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'millrace-schema-columns-')), 'records.csv')
})
afterAll(() => rm(join(path, '..'), { recursive: true }))

test('columns are read as what the fields are, whatever these few rows look like', async () => {
  await writeFile(path, 'id,part,torque,begun,passed\n7,10,,20240131,1\n')
  const table = await readTable(path, { columns })
  const kinds = [...table.columns].map(([name, { kind }]) => `${name} ${kind}`)
  expect(kinds).toEqual(['id number', 'part text', 'torque number', 'begun time', 'passed number'])
})

test('a word among numbers is named with its row, and an absent column is left to others', async () => {
  await writeFile(path, 'part,torque\nA3,4.5\nA3,"4,5"\n')
  await expect(readTable(path, { columns })).rejects.toMatchObject({
    message: `${path} row 3, column torque: not a number, expected a number like 12.5, got "4,5"`,
  })
  await writeFile(path, 'part\nA3\n')
  expect((await readTable(path, { columns })).rowCount).toBe(1)
})
