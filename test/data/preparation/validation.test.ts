import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DuplicateRule } from '../../../src/data/preparation/duplicates.ts'
import { type CleanedRows, cleanRows } from '../../../src/data/preparation/validation.ts'
import { readSeriesTable } from '../../../src/data/table/series.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-validation-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function clean(body: string, rule?: DuplicateRule): Promise<CleanedRows> {
  const path = join(folder, 'demand.csv')
  await writeFile(path, `unique_id,ds,y\n${body}`)
  return cleanRows(await readSeriesTable(path), undefined, rule)
}

test('blanks, order, repeats and empty cells are put right and told', async () => {
  const { rows, findings } = await clean(
    'a,2024-01-08,2\na ,2024-01-01,1\nb,2024-01-01,\nb,2024-01-01,\n',
    'first',
  )
  expect(rows.ids).toEqual(['a', 'b'])
  expect([...rows.values]).toEqual([1, 2, NaN])
  expect(findings.map(({ kind, count, examples }) => [kind, count, examples[0]])).toEqual([
    ['stray-blanks', 1, 'row 3: "a "'],
    ['unsorted', 1, 'row 3: a'],
    ['exact-duplicate', 1, `b 2024-01-01 (${join(folder, 'demand.csv')} row 5)`],
    ['missing-value', 1, 'row 4: b'],
  ])
})

test('a clean file has no findings', async () => {
  expect((await clean('a,1,2\na,2,3\n')).findings).toEqual([])
})

test('a duplicate key is refused by default, with both rows', async () => {
  await expect(clean('a,2024-01-01,1\na,2024-01-01,2\n')).rejects.toThrow(
    'demand.csv row 3: duplicate key, expected one row per unique_id and ds, got "a", 2024-01-01 also in row 2',
  )
})

test('an identifier of blanks alone is refused', async () => {
  await expect(clean('a,1,1\n  ,1,2\n')).rejects.toThrow(
    'row 3, column unique_id: missing value, expected an identifier',
  )
})
