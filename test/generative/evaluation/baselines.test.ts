import { expect, test } from 'vitest'
import { createTable } from '../../../src/data/table/table.ts'
import {
  independentColumns,
  redrawnRows,
  rowsAt,
} from '../../../src/generative/evaluation/baselines.ts'
import { createRandom } from '../../../src/random.ts'

const count = 400
const table = createTable([
  ['n', { kind: 'number', values: Float64Array.from({ length: count }, (_, i) => i % 2) }],
  [
    't',
    {
      kind: 'text',
      levels: ['0', '1'],
      codes: Int32Array.from({ length: count }, (_, i) => i % 2),
    },
  ],
  ['b', { kind: 'boolean', values: Int8Array.from({ length: count }, (_, i) => i % 2) }],
])

function agreement(of: typeof table): number {
  const n = of.columns.get('n')!
  const t = of.columns.get('t')!
  const values = n.kind === 'number' ? n.values : new Float64Array()
  const codes = t.kind === 'text' ? t.codes : new Int32Array()
  return values.filter((value, row) => value === codes[row]).length / values.length
}

test('rows that are drawn again keep what belongs together', () => {
  expect(agreement(redrawnRows(table, 1000, createRandom(1)))).toBe(1)
})

test('independent columns keep the shares and nothing else', () => {
  const drawn = independentColumns(table, 4000, createRandom(1))
  expect(agreement(drawn)).toBeCloseTo(0.5, 1)
  const b = drawn.columns.get('b')!
  expect(
    b.kind === 'boolean' && b.values.reduce((sum, value) => sum + value, 0) / 4000,
  ).toBeCloseTo(0.5, 1)
})

test('rows are taken in the order given', () => {
  expect(rowsAt(table, Int32Array.of(1, 0)).columns.get('n')).toEqual({
    kind: 'number',
    values: Float64Array.of(1, 0),
  })
})
