import { expect, test } from 'vitest'
import { createProblemList } from '../../../src/data/table/expectation.ts'
import { suitedColumn } from '../../../src/data/table/suited-column.ts'
import type { Column } from '../../../src/data/table/table.ts'

const text = (...cells: (string | null)[]): Column => {
  const levels = [...new Set(cells.filter((cell) => cell !== null))]
  return {
    kind: 'text',
    codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : levels.indexOf(cell))),
    levels,
  }
}

test('text that reads as numbers, times or truth becomes them', () => {
  const problems = createProblemList()
  expect(suitedColumn('y', text('1', null, '2.5', '1'), { kind: 'number' }, problems)).toEqual({
    kind: 'number',
    values: new Float64Array([1, NaN, 2.5, 1]),
  })
  expect(suitedColumn('b', text('yes', null, 'no'), { kind: 'boolean' }, problems)).toEqual({
    kind: 'boolean',
    values: new Int8Array([1, -1, 0]),
  })
  expect(suitedColumn('ds', text('1970-01-02'), { kind: ['number', 'time'] }, problems)).toEqual({
    kind: 'time',
    values: new Float64Array([864e5]),
  })
  expect(problems.count).toBe(0)
})

test('numbers become identifiers where text is expected', () => {
  const numbers: Column = { kind: 'number', values: new Float64Array([7, NaN, 7, 8]) }
  expect(suitedColumn('id', numbers, { kind: 'text' }, createProblemList())).toEqual({
    kind: 'text',
    codes: new Int32Array([0, -1, 0, 1]),
    levels: ['7', '8'],
  })
})

test('every row that does not suit is a problem', () => {
  const problems = createProblemList()
  suitedColumn('y', text('1', 'x', null, '-2', 'x'), { kind: 'number', minimum: 0 }, problems)
  expect(problems.count).toBe(3)
  suitedColumn('y', text('1', null), { kind: 'number', allowMissing: false }, problems)
  expect(problems.count).toBe(4)
  suitedColumn('y', { kind: 'time', values: new Float64Array(1) }, { kind: 'number' }, problems)
  expect(problems.count).toBe(5)
})
