import { expect, test } from 'vitest'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import { recordSchema } from '../../../src/data/table/schema.ts'
import { type Column, createTable } from '../../../src/data/table/table.ts'
import { numberColumn } from '../../../src/data/table/table-of.ts'
import { fitTable } from '../../../src/generative/tables/fit-table.ts'
import { createRandom } from '../../../src/random.ts'
import { plantRecords } from './plant-records.ts'

const table = plantRecords(120)

test('tells what it was fitted on', async () => {
  const stages = new Set<string>()
  const model = await fitTable(inferSchema(table), table, {
    seed: 4,
    budgetSeconds: 60,
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

test('near-duplicates are learnt once where that is asked for', async () => {
  const columns = [...table.columns].map(([name, column]) => [name, twice(column)] as const)
  const doubled = createTable(columns)
  const options = { seed: 4, budgetSeconds: 60 }
  const model = await fitTable(inferSchema(doubled), doubled, { ...options, duplicates: 'drop' })
  expect(model.description.training.rows).toBeLessThanOrEqual(120)
  await model.release()
})

test('an inequality holds in what is learnt and drawn under a privacy budget', async () => {
  const count = 600
  const starts = Float64Array.from({ length: count }, (_, i) => i % 50)
  const ends = starts.map((start, i) => start + (i % 7))
  const shifts = createTable([
    ['start', { kind: 'number', values: starts }],
    ['end', { kind: 'number', values: ends }],
  ])
  const schema = recordSchema.parse({
    fields: {
      start: { kind: 'count', minimum: 0, maximum: 60 },
      end: { kind: 'count', minimum: 0, maximum: 70 },
    },
    constraints: [{ kind: 'inequality', fields: ['start', 'end'] }],
  })
  const model = await fitTable(schema, shifts, {
    seed: 1,
    family: 'independent',
    privacy: { epsilon: 2 },
  })
  const { privacy } = model.description
  expect(privacy!.epsilon).toBeLessThanOrEqual(2)
  // The gap is measured like any other field.
  expect(privacy!.releases.some(({ what }) => what.includes('end - start'))).toBe(true)
  for await (const block of model.sample(2000, { seed: 1 })) {
    const [start, end] = [block.columns.get('start')!, block.columns.get('end')!]
    if (start.kind !== 'number' || end.kind !== 'number') throw new Error('not numbers')
    expect(start.values.every((value, i) => value <= end.values[i]!)).toBe(true)
  }
  await model.release()
})

test('a privacy budget refuses what is fitted outside of it', async () => {
  const schema = inferSchema(table)
  const privacy = { epsilon: 1 }
  await expect(fitTable(schema, table, { seed: 1, privacy, duplicates: 'drop' })).rejects.toThrow(
    'privacy: dropping duplicates lets one row change which others stay',
  )
  const [a, b] = Object.keys(schema.fields)
  const constraints = [{ kind: 'combination' as const, fields: [a!, b!] }]
  await expect(fitTable({ ...schema, constraints }, table, { seed: 1, privacy })).rejects.toThrow(
    'privacy: which combinations occur would be learnt outside of the budget',
  )
})

function twice(column: Column): Column {
  if (column.kind === 'text')
    return { ...column, codes: Int32Array.of(...column.codes, ...column.codes) }
  if (column.kind === 'boolean') {
    return { ...column, values: Int8Array.of(...column.values, ...column.values) }
  }
  return { ...column, values: Float64Array.of(...column.values, ...column.values) }
}

test('a table of more than 150 fields is learnt by the copula, which says how surprising records are', async () => {
  const random = createRandom(5)
  const wide = createTable(
    Array.from({ length: 160 }, (_, i) => [
      `x${i}`,
      numberColumn(Array.from({ length: 60 }, () => random.normal())),
    ]),
  )
  const model = await fitTable(inferSchema(wide), wide, { seed: 4 })
  expect(model.description.family).toBe('copula')
  const { surprise } = await model.score(wide)
  expect(surprise.every(Number.isFinite)).toBe(true)
  await model.release()
})
