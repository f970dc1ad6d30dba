import { describe, expect, test } from 'vitest'
import { createTable } from '../../../src/data/table/table.ts'
import { cyclesOf, machinesOf } from '../../../src/plant/maintenance/machine-columns.ts'

const table = createTable([
  ['unit', { kind: 'number', values: Float64Array.of(7, 8, 7) }],
  ['name', { kind: 'text', levels: ['x'], codes: Int32Array.of(0, -1, 0) }],
  ['hour', { kind: 'number', values: Float64Array.of(1, 1, NaN) }],
  ['on', { kind: 'boolean', values: Int8Array.of(1, 1, 0) }],
])

describe('machines', () => {
  test('may be numbers', () => {
    expect(machinesOf(table, 'unit')).toEqual({ levels: ['7', '8'], rows: [[0, 2], [1]] })
  })

  test('must be named in every row', () => {
    expect(() => machinesOf(table, 'name')).toThrow('row 2, column name: missing value')
  })

  test('are no truth values', () => {
    expect(() => machinesOf(table, 'on')).toThrow('expected text or a number, got boolean')
  })
})

describe('cycles', () => {
  test('must be there in every row', () => {
    expect(() => cyclesOf(table, 'hour')).toThrow('row 3, column hour: missing value')
  })

  test('a column that is not there is named with the nearest one', () => {
    expect(() => cyclesOf(table, 'hours')).toThrow('table: column hours is missing')
  })
})
