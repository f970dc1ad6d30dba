import { describe, expect, test } from 'vitest'
import { inferSequences } from '../../../src/data/table/related-inference.ts'
import { createTable } from '../../../src/data/table/table.ts'
import { toySchema, toyTables } from '../../generative/related/toy-tables.ts'

describe('the proposal for two tables', () => {
  const { parent, child } = toySchema(toyTables())

  test('the key is made fresh after the largest one', () => {
    expect(parent.fields['id']).toEqual({
      kind: 'identifier',
      prefix: '',
      next: 61,
      digits: 0,
      stored: 'number',
    })
  })

  test('the order is a number, the other fields are what they are alone', () => {
    expect(child.fields['hour']).toMatchObject({ kind: 'number', decimals: 0 })
    expect(child.fields['stop']).toMatchObject({ kind: 'boolean' })
    expect(Object.keys(child.fields)).toEqual(['hour', 'heat', 'wear', 'stop'])
  })
})

describe('the proposal for sequences', () => {
  const table = createTable([
    ['unit', { kind: 'text', codes: Int32Array.of(0, 0, 1, 1), levels: ['U01', 'U02'] }],
    ['cycle', { kind: 'number', values: Float64Array.of(1, 2, 1, 2) }],
    ['site', { kind: 'text', codes: Int32Array.of(0, 0, 1, 1), levels: ['a', 'b'] }],
    ['load', { kind: 'number', values: Float64Array.of(3, 4, 3, 3) }],
  ])
  const { parent, child } = inferSequences(
    { name: 'runs', table },
    { entity: 'unit', order: 'cycle' },
  )

  test("what never changes within an entity is the entity's", () => {
    expect(Object.keys(parent.fields)).toEqual(['unit', 'site'])
    expect(Object.keys(child.fields)).toEqual(['cycle', 'load'])
    expect(parent.fields['unit']).toMatchObject({
      kind: 'identifier',
      prefix: 'U',
      next: 3,
      digits: 2,
    })
  })

  test('an order of two values is no level', () => {
    expect(child.fields['cycle']).toMatchObject({ kind: 'number', minimum: 1, maximum: 2 })
  })

  test('a gap in the order is refused', () => {
    const broken = createTable([
      ...table.columns,
      ['cycle', { kind: 'number', values: Float64Array.of(1, NaN, 1, 2) }],
    ])
    expect(() =>
      inferSequences({ name: 'runs', table: broken }, { entity: 'unit', order: 'cycle' }),
    ).toThrow('column cycle: gives no order')
  })
})
