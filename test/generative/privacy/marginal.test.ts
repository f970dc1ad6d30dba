import { expect, test } from 'vitest'
import {
  type BinnedRows,
  cellCount,
  countCells,
  projection,
  summed,
} from '../../../src/generative/privacy/marginal.ts'

const sizes = [2, 3, 4]
const rows: BinnedRows = {
  rowCount: 3,
  indices: Int32Array.of(0, 2, 3, 1, 0, 1, 1, 0, 3),
  sizes,
}

test('counts fill a table with the last field fastest', () => {
  expect(cellCount([0, 2], sizes)).toBe(8)
  expect([...countCells(rows, [0, 2])]).toEqual([0, 0, 0, 1, 0, 1, 0, 1])
  expect([...countCells(rows, [])]).toEqual([3])
})

test('sums over a projection are the counts of fewer fields', () => {
  const all = countCells(rows, [0, 1, 2])
  for (const part of [[], [0], [1], [2], [0, 1], [1, 2], [0, 2]]) {
    const map = projection([0, 1, 2], part, sizes)
    expect(summed(all, map, cellCount(part, sizes))).toEqual(countCells(rows, part))
  }
})
