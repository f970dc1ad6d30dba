import { expect, test } from 'vitest'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import { fitTable } from '../../../src/generative/tables/fit-table.ts'
import { decodeTableModel } from '../../../src/generative/tables/model-file.ts'
import { openRows } from '../../../src/generative/tables/open-rows.ts'
import { plantRecords } from './plant-records.ts'

const table = plantRecords(200)
const model = await fitTable(inferSchema(table), table, { family: 'bootstrap', seed: 1 })
const stored = decodeTableModel(model.encode(), 'test')

test('rows of a stored model are those of its family', async () => {
  const rows = await openRows(stored)
  expect(rows.density).toBeUndefined()
  await rows.release()
})

test('a family that is not known is refused', async () => {
  const strange = { ...stored, description: { ...stored.description, family: 'copola' } }
  await expect(openRows(strange)).rejects.toThrow('unknown, expected one of')
})
