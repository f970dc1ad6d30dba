import { expect, test } from 'vitest'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import { createTable, type Table } from '../../../src/data/table/table.ts'
import { fitUsual, scoreUsual } from '../../../src/plant/quality/usual-records.ts'
import { createRandom } from '../../../src/random.ts'

/** A load, a current that follows it, and a number of neither. */
function records(rows: number, seed: string, shift = 0): Table {
  const random = createRandom(seed)
  const load = random.fillNormal(new Float64Array(rows))
  return createTable([
    ['load', { kind: 'number', values: load }],
    ['current', { kind: 'number', values: load.map((z) => z + shift + 0.2 * random.normal()) }],
    ['humidity', { kind: 'number', values: random.fillNormal(new Float64Array(rows)) }],
  ])
}

const learnt = records(1500, 'learnt')
const held = records(600, 'held')
const schema = inferSchema(learnt)
const options = { rate: 0.05, seed: 1 }

test('about the stated share of other records is beyond the limit, and records off the pattern are', async () => {
  const { model, limit } = await fitUsual(schema, learnt, held, options)
  const beyond = async (table: Table): Promise<number> => {
    const { excess } = await scoreUsual(model, table)
    return excess.filter((value) => value > limit).length / table.rowCount
  }
  expect(await beyond(records(600, 'later'))).toBeLessThan(0.09)
  expect(await beyond(records(600, 'off', 1.5))).toBeGreaterThan(0.8)
  await model.release()
})

test('what is given counts nothing: a load of its own is usual, a current off it is not', async () => {
  const asked = { given: ['load'], scored: ['current'] }
  const { model, limit } = await fitUsual(schema, learnt, held, { ...options, asked })
  const one = (load: number, current: number): Table =>
    createTable([
      ['load', { kind: 'number', values: Float64Array.of(load) }],
      ['current', { kind: 'number', values: Float64Array.of(current) }],
      ['humidity', { kind: 'number', values: Float64Array.of(0) }],
    ])
  const excess = async (table: Table): Promise<number> =>
    (await scoreUsual(model, table, asked)).excess[0]!
  expect(await excess(one(1.5, 1.5))).toBeLessThan(limit)
  expect(await excess(one(1.5, -1.5))).toBeGreaterThan(limit)
  await model.release()
})

test('without records to set it there is no limit', async () => {
  const none = createTable(
    [...held.columns.keys()].map((name) => [name, { kind: 'number', values: new Float64Array() }]),
  )
  const { model, limit } = await fitUsual(schema, learnt, none, options)
  expect(limit).toBe(Infinity)
  await model.release()
})
