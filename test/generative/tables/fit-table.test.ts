import { expect, test } from 'vitest'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import { recordSchema } from '../../../src/data/table/schema.ts'
import { fitTable } from '../../../src/generative/tables/fit-table.ts'
import { plantRecords } from './plant-records.ts'

const table = plantRecords(120)

test('tells what it was fitted on', async () => {
  const stages = new Set<string>()
  const model = await fitTable(inferSchema(table), table, {
    seed: 4,
    budgetSeconds: 1,
    onProgress: ({ stage }) => stages.add(stage),
  })
  expect(model.description).toMatchObject({ family: 'autoregressive', seed: 4 })
  expect(model.description.training).toMatchObject({ rows: 120, validationRows: 12 })
  expect(model.description.training.history.length).toBeGreaterThan(0)
  await model.release()
})

test('a schema without anything to model is refused', async () => {
  const schema = recordSchema.parse({ fields: { batch: { kind: 'identifier', stored: 'number' } } })
  await expect(fitTable(schema, table, { seed: 1 })).rejects.toThrow('nothing to learn from')
})

test('an unknown family is refused', async () => {
  const fitting = fitTable(inferSchema(table), table, { seed: 1, family: 'vea' })
  await expect(fitting).rejects.toMatchObject({ code: 'not-found' })
})
