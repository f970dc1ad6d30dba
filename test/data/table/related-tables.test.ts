import { describe, expect, test } from 'vitest'
import { keysOf, parentsWithin } from '../../../src/data/table/related-tables.ts'
import { createTable } from '../../../src/data/table/table.ts'

const table = createTable([
  ['unit', { kind: 'number', values: Float64Array.of(7, 7, 3) }],
  ['site', { kind: 'text', codes: Int32Array.of(1, 1, -1), levels: ['a', 'b'] }],
  ['ok', { kind: 'boolean', values: Int8Array.of(1, 0, -1) }],
])

describe('keys between tables', () => {
  test('keys are compared as texts', () => {
    expect(keysOf(table, 'unit')).toEqual(['7', '7', '3'])
  })

  test('a gap in a key is refused with its row', () => {
    expect(() => keysOf(table, 'site')).toThrow('row 3, field site: missing, expected a key')
    expect(keysOf(table, 'site', 'may be missing')).toEqual(['b', 'b', ''])
  })

  test('an unknown column is named with the nearest one', () => {
    expect(() => keysOf(table, 'units')).toThrow(
      expect.objectContaining({ hint: 'Did you mean unit?' }),
    )
  })

  test('an entity has one row with what is its own', () => {
    const parents = parentsWithin(table, 'unit', ['site'])
    expect([...parents.columns.keys()]).toEqual(['unit', 'site'])
    expect(keysOf(parents, 'unit')).toEqual(['7', '3'])
  })
})
