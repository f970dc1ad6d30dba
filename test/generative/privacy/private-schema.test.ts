import { describe, expect, test } from 'vitest'
import { createTable, type Table } from '../../../src/data/table/table.ts'
import { privateSchema, withOtherLevels } from '../../../src/generative/privacy/private-schema.ts'
import { fitTable } from '../../../src/generative/tables/fit-table.ts'
import { createRandom } from '../../../src/random.ts'

const rows = 5000

function records(): Table {
  const random = createRandom(1)
  const numbers = (draw: () => number) => ({
    kind: 'number' as const,
    values: Float64Array.from({ length: rows }, draw),
  })
  return createTable([
    ['temperature', numbers(() => Math.round(10 * (300 + 2 * random.normal())) / 10)],
    ['load', numbers(() => Math.round(-40 + 400 * random.uniform()))],
    ['wear', numbers(() => random.integer(250))],
    [
      'machine',
      {
        kind: 'text',
        levels: ['mill', 'lathe', 'the only one of its kind'],
        codes: Int32Array.from({ length: rows }, (_, row) => (row === 7 ? 2 : row % 2)),
      },
    ],
    [
      'at',
      {
        kind: 'time',
        values: Float64Array.from(
          { length: rows },
          (_, row) => Date.UTC(2024, 4, 3) + (row % 90) * 86_400_000,
        ),
      },
    ],
    [
      'serial',
      {
        kind: 'text',
        levels: Array.from({ length: rows }, (_, row) => `S${row}`),
        codes: Int32Array.from({ length: rows }, (_, row) => row),
      },
    ],
  ])
}

const table = records()
const found = privateSchema(table, { epsilon: 1, randomness: 'reproducible' }, 1)

describe('a schema under a budget', () => {
  test('spends no more than it was given, by the account of its releases', () => {
    expect(found.epsilon).toBeLessThanOrEqual(1 + 1e-6)
    expect(found.epsilon).toBeGreaterThan(0.8)
    expect(found.delta).toBeCloseTo(0.1 / rows, 12)
  })

  test('zeros and ones stay whole, however rare the ones and loud the noise', () => {
    const flags = (every: number) => ({
      kind: 'number' as const,
      values: Float64Array.from({ length: rows }, (_, row) => Number(row % every === 0)),
    })
    const labels = [2, 15, 30, 200, 1000].map((every) => [`f${every}`, flags(every)] as const)
    for (let seed = 1; seed <= 5; seed++) {
      const small = { epsilon: 0.3, randomness: 'reproducible' } as const
      const { schema, unknown } = privateSchema(createTable(labels), small, seed)
      expect(unknown).toEqual([])
      for (const field of Object.values(schema.fields)) {
        expect(field).toMatchObject({ kind: 'count', minimum: 0, maximum: 1 })
      }
    }
  })

  test('bounds lie near those of nearly all rows, rounding is that of the data', () => {
    const { temperature, load, wear } = found.schema.fields
    expect(temperature).toMatchObject({ kind: 'number', decimals: 1 })
    expect(load).toMatchObject({ kind: 'number', decimals: 0 })
    expect(wear).toMatchObject({ kind: 'count' })
    const bounds = (field: unknown) => field as { minimum: number; maximum: number }
    expect(bounds(temperature).minimum).toBeGreaterThan(285)
    expect(bounds(temperature).minimum).toBeLessThan(298)
    expect(bounds(temperature).maximum).toBeGreaterThan(302)
    expect(bounds(temperature).maximum).toBeLessThan(315)
    expect(bounds(load).minimum).toBeLessThan(0)
    expect(bounds(load).maximum).toBeGreaterThan(330)
    expect(bounds(wear).maximum).toBeGreaterThan(230)
    expect(bounds(wear).maximum).toBeLessThan(360)
  })

  test('a level of one row is never told, those of many are', () => {
    for (let seed = 1; seed <= 4; seed++) {
      const { machine } = privateSchema(table, { epsilon: 1, randomness: 'reproducible' }, seed)
        .schema.fields
      expect(machine).toMatchObject({ levels: ['lathe', 'mill', 'other'] })
    }
  })

  test('times are months and the step that nearly all keep', () => {
    expect(found.schema.fields['at']).toMatchObject({
      earliest: '2024-05-01T00:00:00.000Z',
      latest: '2024-07-31T23:59:59.999Z',
      resolution: 86_400_000,
    })
  })

  test('what is different in every row is left out', () => {
    expect(found.unknown).toEqual(['serial'])
  })

  test('two tables that differ by one row differ in one count of each release by one', () => {
    // Same noise: whatever differs comes from the row. Far below the thresholds nothing does.
    const fewer = createTable(
      [...table.columns].map(([name, column]) => [
        name,
        column.kind === 'text'
          ? { ...column, codes: column.codes.slice(1) }
          : { ...column, values: column.values.slice(1) },
      ]) as Parameters<typeof createTable>[0],
    )
    const delta = 0.1 / rows
    const own = { epsilon: 1, delta, randomness: 'reproducible' } as const
    expect(privateSchema(fewer, own, 1).schema).toEqual(privateSchema(table, own, 1).schema)
  })
})

test('levels that are not named are learnt as other', () => {
  const { machine } = found.schema.fields
  const schema = { fields: { machine: machine! }, constraints: [] }
  const column = withOtherLevels(schema, table).columns.get('machine')!
  if (column.kind !== 'text') throw new Error('expected text')
  expect([0, 1, 7].map((row) => column.levels[column.codes[row]!])).toEqual([
    'mill',
    'lathe',
    'other',
  ])
})

test('a private fit refuses no row for a level that the schema could not tell', async () => {
  const { machine, wear } = found.schema.fields
  const schema = { fields: { machine: machine!, wear: wear! }, constraints: [] }
  const model = await fitTable(schema, table, {
    seed: 1,
    family: 'independent',
    privacy: { epsilon: 2, randomness: 'reproducible' },
  })
  expect(model.description.privacy!.epsilon).toBeLessThanOrEqual(2)
  await model.release()
})

test('a column of zeros has bounds as well', () => {
  const zeros = createTable([['x', { kind: 'number', values: new Float64Array(rows) }]])
  const { schema } = privateSchema(zeros, { epsilon: 1, randomness: 'reproducible' }, 1)
  expect(schema.fields['x']).toEqual({ kind: 'count', minimum: 0, maximum: 1, missing: true })
})
