import { describe, expect, test } from 'vitest'
import { createTable } from '../../../src/data/table/table.ts'
import { cyclesOf, machineKey, machinesOf } from '../../../src/plant/maintenance/machine-columns.ts'

const table = createTable([
  ['unit', { kind: 'number', values: Float64Array.of(7, 8, 7) }],
  ['name', { kind: 'text', levels: ['x'], codes: Int32Array.of(0, -1, 0) }],
  ['hour', { kind: 'number', values: Float64Array.of(1, 1, NaN) }],
  ['on', { kind: 'boolean', values: Int8Array.of(1, 1, 0) }],
])

describe('machines', () => {
  test('are the same however case and blanks are written, and that is told', () => {
    const names = ['Pump 1', 'pump  1 ', 'Pump 2', 'Ｐump 1']
    const spelt = createTable([
      ['machine', { kind: 'text', levels: names, codes: Int32Array.of(0, 1, 2, 3, 1) }],
    ])
    const { levels, keys, rows, findings } = machinesOf(spelt, 'machine')
    expect(levels).toEqual(['Pump 1', 'Pump 2'])
    expect(keys).toEqual(levels.map(machineKey))
    expect(rows).toEqual([[0, 1, 3, 4], [2]])
    expect(findings).toMatchObject([{ kind: 'spelling', count: 2, action: 'joined' }])
  })

  test('may be numbers', () => {
    expect(machinesOf(table, 'unit')).toEqual({
      levels: ['7', '8'],
      keys: ['7', '8'],
      rows: [[0, 2], [1]],
      findings: [],
    })
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
