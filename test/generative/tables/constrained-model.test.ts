import { describe, expect, test } from 'vitest'
import { recordSchema } from '../../../src/data/table/schema.ts'
import { columnOf, createTable, type Table } from '../../../src/data/table/table.ts'
import { fitTable } from '../../../src/generative/tables/fit-table.ts'
import type { Given } from '../../../src/generative/tables/table-model.ts'
import { createRandom } from '../../../src/random.ts'

const random = createRandom(7)
const rowCount = 600
const draws = Array.from({ length: rowCount }, () => {
  const start = random.integer(500)
  const line = random.integer(4)
  return { start, end: start + random.integer(60), line, site: line >> 1, day: random.integer(2) }
})
const numbers = (of: (row: (typeof draws)[number]) => number) =>
  ({ kind: 'number', values: Float64Array.from(draws, of) }) as const
const table = createTable([
  ['start', numbers(({ start }) => start)],
  ['end', numbers(({ end }) => end)],
  ['site', { kind: 'text', codes: Int32Array.from(draws, ({ site }) => site), levels: ['A', 'B'] }],
  [
    'line',
    {
      kind: 'text',
      codes: Int32Array.from(draws, ({ line }) => line),
      levels: ['1', '2', '3', '4'],
    },
  ],
  ['day', numbers(({ day }) => day)],
  ['night', numbers(({ day }) => 1 - day)],
])
const schema = recordSchema.parse({
  fields: {
    start: { kind: 'count', maximum: 499 },
    end: { kind: 'count', maximum: 560 },
    site: { kind: 'category', levels: ['A', 'B'] },
    line: { kind: 'category', levels: ['1', '2', '3', '4'] },
    day: { kind: 'boolean', stored: 'number' },
    night: { kind: 'boolean', stored: 'number' },
  },
  constraints: [
    { kind: 'inequality', fields: ['start', 'end'] },
    { kind: 'combination', fields: ['site', 'line'] },
    { kind: 'one-hot', fields: ['day', 'night'] },
  ],
})
const model = await fitTable(schema, table, { seed: 1, budgetSeconds: 60 })

function violations(sample: Table): number {
  const [start, end] = ['start', 'end'].map((name) => columnOf(sample, name, 'number').values)
  const [day, night] = ['day', 'night'].map((name) => columnOf(sample, name, 'number').values)
  const [site, line] = ['site', 'line'].map((name) => columnOf(sample, name, 'text').codes)
  let count = 0
  for (let row = 0; row < sample.rowCount; row++) {
    const holds =
      start![row]! <= end![row]! &&
      site![row] === line![row]! >> 1 &&
      Boolean(day![row]) !== Boolean(night![row])
    if (!holds) count++
  }
  return count
}

async function sampled(count: number, given: Given = {}): Promise<Table[]> {
  const parts: Table[] = []
  for await (const part of model.sample(count, { seed: 1, given })) parts.push(part)
  return parts
}

describe('a model under constraints', () => {
  test.each<[string, Given]>([
    ['nothing', {}],
    ['the end alone', { end: 30 }],
    ['the start alone', { start: 480 }],
    ['one member of a combination', { site: 'B' }],
    ['one of a one-hot group', { night: 1 }],
  ])('breaks none, given %s', async (_, given) => {
    const parts = await sampled(6000, given)
    expect(parts.reduce((total, part) => total + violations(part), 0)).toBe(0)
    const end = columnOf(parts[0]!, 'end', 'number').values
    expect(end.every((value) => given['end'] === undefined || value === 30)).toBe(true)
  })

  test('refuses a condition that contradicts one', async () => {
    await expect(sampled(1, { start: 400, end: 30 })).rejects.toThrow('contradicts a constraint')
    await expect(sampled(1, { site: 'A', line: '4' })).rejects.toThrow('contradicts a constraint')
    await expect(sampled(1, { day: 1, night: 1 })).rejects.toThrow('contradicts a constraint')
  })

  test('scores records of the fields of the schema', async () => {
    const { byField, surprise } = await model.score(table)
    expect([...byField.keys()]).toEqual(Object.keys(schema.fields))
    expect(surprise.every(Number.isFinite)).toBe(true)
  })
})
