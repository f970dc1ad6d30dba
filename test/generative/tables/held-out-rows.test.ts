import { expect, test } from 'vitest'
import { splitRows, takenRows } from '../../../src/generative/tables/held-out-rows.ts'

const values = new Float32Array(400)

test('a tenth is held out, and every row is on one side', () => {
  const { training, validation, validationCount } = splitRows('x', values, 4, 1)
  expect(validationCount).toBe(10)
  const all = [...training.x.starts, ...validation!.x.starts].sort((a, b) => a - b)
  expect(all).toEqual(Array.from({ length: 100 }, (_, i) => 4 * i))
})

test('no more than asked for, and none of few rows', () => {
  expect(splitRows('x', values, 4, 1, 6).validationCount).toBe(6)
  expect(splitRows('x', values.subarray(0, 160), 4, 1).validation).toBeUndefined()
})

test('rows are taken in the order asked for', () => {
  const field = { name: 'x', minimum: 0, maximum: 9, step: 1 }
  const rows = { fields: [field, field], rowCount: 3, values: Float64Array.of(0, 1, 2, 3, 4, 5) }
  const taken = takenRows(rows, [2, 0])
  expect(taken.rowCount).toBe(2)
  expect([...taken.values]).toEqual([4, 5, 0, 1])
})
