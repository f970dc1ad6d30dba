import { expect, test } from 'vitest'
import { createTable } from '../../../../src/data/table/table.ts'
import {
  sequencesOf,
  sequenceValues,
} from '../../../../src/generative/evaluation/related/sequences.ts'

const number = (...values: number[]) =>
  ({ kind: 'number', values: Float64Array.from(values) }) as const
const table = createTable([
  ['unit', number(2, 1, 2, 2)],
  ['cycle', number(3, 1, 1, 2)],
  ['x', number(30, 7, 10, 20)],
])

test('rows stand together and in their order', () => {
  const sequences = sequencesOf(table, 'unit', 'cycle')
  expect(sequences.keys).toEqual(['2', '1'])
  const x = Float64Array.of(30, 7, 10, 20)
  expect(sequenceValues(sequences, x)).toEqual([Float64Array.of(10, 20, 30), Float64Array.of(7)])
})

test('without an order they stay as they are', () => {
  expect(Array.from(sequencesOf(table, 'unit').rows)).toEqual([0, 2, 3, 1])
})
