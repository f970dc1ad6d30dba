import { describe, expect, test } from 'vitest'
import { findNearDuplicates, firstOfEach } from '../../../src/data/preparation/near-duplicates.ts'
import { createTable, type Table } from '../../../src/data/table/table.ts'
import { createRandom } from '../../../src/random.ts'

function textTable(...texts: string[]): Table {
  return createTable([
    ['note', { kind: 'text', codes: Int32Array.from(texts, (_, i) => i), levels: texts }],
  ])
}

/** Random sensor rows; each `every`-th is a copy of the row before, shaken by `shake`. */
function sensorTable(count: number, every: number, shake: number): Table {
  const random = createRandom('sensors')
  const columns = Array.from({ length: 8 }, () => new Float64Array(count))
  for (let row = 0; row < count; row++) {
    const isCopy = row % every === every - 1
    for (const values of columns) {
      values[row] = isCopy ? values[row - 1]! + shake * random.normal() : 100 * random.uniform()
    }
  }
  return createTable(columns.map((values, i) => [`s${i}`, { kind: 'number', values }]))
}

describe('near-duplicates', () => {
  test('exact copies are found, gaps included, and weigh as one row', () => {
    const table = createTable([
      ['a', { kind: 'number', values: Float64Array.of(1, NaN, 1, NaN, 5) }],
      ['b', { kind: 'text', codes: Int32Array.of(0, 1, 0, 1, -1), levels: ['x', 'y'] }],
    ])
    const found = findNearDuplicates(table)
    expect(found.groups).toEqual([
      [0, 2],
      [1, 3],
    ])
    expect(found.exactCopies).toBe(2)
    expect([...found.weights]).toEqual([0.5, 0.5, 0.5, 0.5, 1])
    expect([...firstOfEach(found, 5)]).toEqual([0, 1, 4])
  })

  test('texts that differ in a letter or blanks are alike, others are not', () => {
    const table = textTable(
      'bearing of the second spindle runs hot after an hour of milling at full load',
      'bearing of the second  spindle runs hot after an hour of milling at full Load',
      'bearing of the second spindle runs hot after an hour of milling at full loads',
      'coolant pump of line four loses pressure when the filter is changed',
    )
    expect(findNearDuplicates(table).groups).toEqual([[0, 1, 2]])
    expect(findNearDuplicates(table).exactCopies).toBe(0)
  })

  test('of shaken copies of rows nearly all are found, and nothing else', () => {
    const table = sensorTable(2000, 5, 0.01)
    const { groups } = findNearDuplicates(table, { similarity: 0.8 })
    const wrong = groups.filter(([first, ...rest]) => {
      return rest.length > 1 || first! % 5 !== 3 || rest[0] !== first! + 1
    })
    expect(wrong).toEqual([])
    expect(groups.length).toBeGreaterThan(0.95 * 400)
  })

  test('rows without copies make no groups', () => {
    const table = sensorTable(1000, 2000, 0)
    expect(findNearDuplicates(table).groups).toEqual([])
  })

  test('columns that are left out do not tell rows apart', () => {
    const table = createTable([
      ['id', { kind: 'number', values: Float64Array.of(1, 2) }],
      ['type', { kind: 'text', codes: Int32Array.of(0, 0), levels: ['mill'] }],
    ])
    expect(findNearDuplicates(table).groups).toEqual([])
    expect(findNearDuplicates(table, { columns: ['type'] }).groups).toEqual([[0, 1]])
  })
})
