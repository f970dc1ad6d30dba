import { expect, test } from 'vitest'
import { binCount } from '../../../src/generative/encoding/bins.ts'
import { rowBins } from '../../../src/generative/tables/row-bins.ts'

const fields = [
  { name: 'x', minimum: 0, maximum: 1, step: 1e-9 },
  { name: 'context', minimum: 0, maximum: 1, step: 1e-9, mostBins: 8 },
  { name: 'level', levels: 300, minimum: 0, maximum: 299, step: 1 },
]

function countsOf(rowCount: number): number[] {
  const values = Float64Array.from({ length: 3 * rowCount }, (_, i) =>
    i % 3 === 2 ? i % 300 : ((i * 7919) % 104729) / 104729,
  )
  return rowBins({ fields, rowCount, values }).map(binCount)
}

test('cuts quantities into a bin per fifty rows, from 16 to 100, levels into themselves', () => {
  expect(countsOf(200)).toEqual([16, 8, 300])
  expect(countsOf(2000)).toEqual([40, 8, 300])
  expect(countsOf(9000)).toEqual([100, 8, 300])
})
