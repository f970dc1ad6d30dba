import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readTable } from '../../../src/data/table/read-table.ts'
import { writeCsv } from '../../../src/data/table/write-csv.ts'
import { analyseOperation } from '../../../src/plant/quality/analyse-operation.ts'
import { madeRecords, specification } from './made-records.ts'

const folder = mkdtempSync(join(tmpdir(), 'millrace-operation-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'press.csv')
await writeCsv(path, madeRecords(150))
const table = await readTable(path)

test('reads the records of an operation and learns them', async () => {
  const { costs: _, settings: __, ...own } = specification
  const bare = { ...own, settings: {} }
  const told: string[] = []
  const { result, model, records } = await analyseOperation(table, bare, {
    seed: 1,
    onRecords: ({ features }) => told.push(`${features.length} features`),
    onLeaks: (leaks) => told.push(`${leaks.length} leaks`),
    onProgress: ({ stage }) => told.push(stage),
  })
  expect(told.slice(0, 3)).toEqual(['2 features', `${result.leaks.length} leaks`, 'compare models'])
  expect(result).toMatchObject({ operation: 'press', records: 150, advice: null, inspection: null })
  expect(records.features.map(({ name }) => name)).toEqual(['force', 'machine'])
  await model.release()
})

test('messages name the file', async () => {
  const wrong = { ...specification, outcome: 'reslt' }
  await expect(analyseOperation(table, wrong, { seed: 1 })).rejects.toMatchObject({
    message: expect.stringContaining('press.csv: column reslt is missing'),
    hint: 'Did you mean result?',
  })
})
