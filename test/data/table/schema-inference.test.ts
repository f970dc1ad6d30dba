import { describe, expect, test } from 'vitest'
import { decimalsOf, inferSchema } from '../../../src/data/table/schema-inference.ts'
import type { Field } from '../../../src/data/table/schema.ts'
import { type Column, createTable } from '../../../src/data/table/table.ts'
import { plantRecords } from '../../generative/tables/plant-records.ts'

function fieldFor(column: Column, name = 'x'): Field {
  return inferSchema(createTable([[name, column]])).fields[name]!
}

const numbers = (...values: number[]): Column => ({
  kind: 'number',
  values: Float64Array.from(values),
})

describe('inferSchema', () => {
  test('finds the kind of every field of a plant table', () => {
    const { fields } = inferSchema(plantRecords(200))
    expect(fields['batch']).toEqual({
      kind: 'identifier',
      prefix: '',
      next: 1201,
      digits: 0,
      stored: 'number',
    })
    expect(fields['machine']).toMatchObject({ kind: 'category', missing: false })
    expect(fields['speed']).toMatchObject({ kind: 'count' })
    expect(fields['torque']).toMatchObject({ kind: 'number', decimals: 1, missing: true })
    expect(fields['started']).toMatchObject({ kind: 'time', resolution: 86_400_000 })
    expect(fields['failed']).toMatchObject({ kind: 'boolean', stored: 'boolean' })
    expect(fields['site']).toMatchObject({ kind: 'category', levels: ['north'] })
    expect(fields['remark']).toMatchObject({ kind: 'category', levels: [], missing: true })
  })

  test('times are on the step that leads to all of them, such as a week', () => {
    const days = (...places: number[]): Column => ({
      kind: 'time',
      values: Float64Array.from(places, (place) => Date.UTC(2024, 0, 1 + place)),
    })
    expect(fieldFor(days(0, 7, 14, 28, 70))).toMatchObject({ resolution: 7 * 86_400_000 })
    expect(fieldFor(days(0, 7, 14, 28, 71))).toMatchObject({ resolution: 86_400_000 })
    // Few times may be apart by weeks by chance.
    expect(fieldFor(days(0, 7, 14))).toMatchObject({ resolution: 86_400_000 })
  })

  test('numbers of two values are truth values or levels', () => {
    expect(fieldFor(numbers(0, 1, 1, NaN))).toEqual({
      kind: 'boolean',
      stored: 'number',
      missing: true,
    })
    expect(fieldFor(numbers(-1, 1, 1))).toMatchObject({ kind: 'category', levels: ['-1', '1'] })
  })

  test('a common step between numbers is found', () => {
    expect(fieldFor(numbers(10, 25, 40, 55, 70))).toMatchObject({ kind: 'count', increment: 15 })
    expect(fieldFor(numbers(0.5, 0.75, 1.5, 2, 3.25))).toMatchObject({
      increment: 0.25,
      decimals: 2,
    })
    expect(fieldFor(numbers(10, 25, 40, 55, 71))).not.toHaveProperty('increment')
  })

  test('distinct texts are identifiers, numbered on after the last', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `LOT-${String(i + 1).padStart(4, '0')}`)
    const codes = Int32Array.from(levels, (_, i) => i)
    expect(fieldFor({ kind: 'text', codes, levels })).toEqual({
      kind: 'identifier',
      prefix: 'LOT-',
      next: 31,
      digits: 4,
      stored: 'text',
    })
  })

  test('a table of one row, and columns without values, are described', () => {
    expect(fieldFor(numbers(7))).toMatchObject({ kind: 'count', minimum: 7, maximum: 7 })
    expect(fieldFor(numbers(NaN))).toMatchObject({ kind: 'count', minimum: 0, missing: true })
  })

  test('a table without rows is refused', () => {
    expect(() => inferSchema(createTable([['x', numbers()]]))).toThrow('nothing to learn from')
  })
})

test('decimals are the fewest that write every value', () => {
  expect(decimalsOf(Float64Array.of(1, 2.5, 0.125))).toBe(3)
  expect(decimalsOf(Float64Array.of(1e6, -3))).toBe(0)
  expect(decimalsOf(Float64Array.of(1e-9, 1234567.891234567))).toBe(9)
})

test('a few values that no decimals write do not ask for decimals, many of them do', () => {
  const amounts = (thirds: number): Float64Array =>
    Float64Array.from({ length: 300 }, (_, row) => (row < thirds ? (row + 1.1) / 3 : row / 4))
  expect(decimalsOf(amounts(2))).toBe(2)
  expect(decimalsOf(amounts(30))).toBe(12)
})

test('what arithmetic leaves in the last bits is neither a decimal nor a bound', () => {
  const prices = [1.873685, 2.09209, 2.299, 3.14]
  const costs = Float64Array.from(prices, (price) => price * 0.2)
  expect(costs.some((cost) => Number(cost.toFixed(7)) !== cost)).toBe(true)
  expect(decimalsOf(costs)).toBe(6)
  const { fields } = inferSchema(createTable([['cost', numbers(...costs)]]))
  expect(fields['cost']).toMatchObject({ decimals: 6, minimum: 0.374737, maximum: 0.628 })
})
