import { expect, test } from 'vitest'
import { mostSurprising, surprisingRecords } from '../../../src/cli/commands/most-surprising.ts'
import { createTable } from '../../../src/data/table/table.ts'

const table = createTable([
  ['torque', { kind: 'number', values: Float64Array.of(40, 77.5) }],
  ['machine', { kind: 'text', codes: Int32Array.of(0, -1), levels: ['mill'] }],
])
const byField = new Map([
  ['torque', Float64Array.of(1, 7)],
  ['machine', Float64Array.of(2, 3)],
])
const excessByField = new Map([
  ['torque', Float64Array.of(-0.3, 5.6)],
  ['machine', Float64Array.of(0.1, 1)],
])
const scores = {
  surprise: Float64Array.of(3, 10),
  byField,
  excess: Float64Array.of(-0.2, 6.6),
  excessByField,
}

test('the field that is farthest above what is expected is named', () => {
  const { levels, codes } = mostSurprising(scores)
  expect(Array.from(codes, (code) => levels[code])).toEqual(['machine', 'torque'])
})

test('the most unusual records come first, with the values that make them so', () => {
  expect(surprisingRecords(table, scores)).toEqual([
    'record 2: 10.0 nats, 6.6 beyond what is usual: torque 77.5 (+5.6), machine missing (+1.0)',
    'record 1: 3.0 nats, -0.2 beyond what is usual: machine mill (+0.1)',
  ])
})
