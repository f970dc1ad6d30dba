import { expect, test } from 'vitest'
import { leaksOf } from '../../../src/plant/quality/leakage.ts'
import { createRandom } from '../../../src/random.ts'
import { category, numbers } from '../../generative/evaluation/tables.ts'

const random = createRandom(3)
const force = random.fillNormal(new Float64Array(600))
const failed = force.map((value) => +(random.uniform() < 1 / (1 + Math.exp(4 - 3 * value))))
const passFail = (columns: Parameters<typeof leaksOf>[0]['columns']) =>
  leaksOf({ columns, failed, values: null })

test('a strong cause is no leak, and neither are noise, a constant and a column of gaps', async () => {
  const noise = numbers('noise', random.fillNormal(new Float64Array(600)))
  const constant = numbers(
    'constant',
    failed.map(() => 1),
  )
  const gaps = numbers(
    'gaps',
    failed.map(() => NaN),
  )
  expect(await passFail([numbers('force', force), noise, constant, gaps])).toEqual([])
})

test('the outcome under another name, turned round, with noise, in a band, or as a gap', async () => {
  const columns = [
    numbers('same', failed),
    numbers(
      'turned',
      failed.map((y) => 7 - y),
    ),
    numbers(
      'noisy',
      failed.map((y) => y + 0.15 * random.normal()),
    ),
    // Passing records lie between: no straight order tells them apart.
    numbers(
      'band',
      failed.map((y, row) => (y === 0 ? random.normal() : row % 2 === 0 ? 9 : -9)),
    ),
    // Filled in where a record passed.
    numbers(
      'gap',
      failed.map((y) => (y === 1 ? NaN : random.normal())),
    ),
    category(
      'word',
      ['ok', 'nok'],
      Array.from(failed, (y) => (y === 1 ? 'nok' : 'ok')),
    ),
  ]
  const leaks = await passFail(columns)
  expect(leaks.map(({ column }) => column)).toEqual(columns.map(({ name }) => name))
  expect(leaks.every((leak) => leak.kind === 'alone' && leak.areaUnderRoc > 0.99)).toBe(true)
})

test('one of several defects is known by a level with which every record failed', async () => {
  let seen = 0
  const crack = numbers(
    'crack',
    failed.map((y) => +(y === 1 && seen++ < 20)),
  )
  expect(await passFail([crack])).toEqual([
    { column: 'crack', kind: 'level', level: '1', records: 20, failing: 20 },
  ])
  const note = Array.from(failed, (y, row) =>
    crack.values[row] === 1 && y === 1 ? 'crack' : 'none',
  )
  expect(await passFail([category('note', ['none', 'crack'], note)])).toEqual([
    { column: 'note', kind: 'level', level: 'crack', records: 20, failing: 20 },
  ])
})

test('a copy of a measured outcome in another unit, and no column that only goes with it', async () => {
  const values = force.map((value) => 20 + value)
  const columns = [
    numbers(
      'inches',
      values.map((value, row) => (row % 50 === 0 ? NaN : value / 25.4)),
    ),
    numbers(
      'tool',
      force.map((value) => value + 0.3 * random.normal()),
    ),
  ]
  const leaks = await leaksOf({ columns, failed: failed.map(() => 0), values })
  expect(leaks).toEqual([{ column: 'inches', kind: 'copy', correlation: expect.closeTo(1, 6) }])
})

test('few failures say nothing', async () => {
  const few = failed.map((_, row) => +(row < 9))
  expect(await leaksOf({ columns: [numbers('same', few)], failed: few, values: null })).toEqual([])
})
