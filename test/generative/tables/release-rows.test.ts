import { expect, test } from 'vitest'
import { releaseRows } from '../../../src/generative/tables/release-rows.ts'
import type { RowMatrix } from '../../../src/generative/tables/row-matrix.ts'

const rows: RowMatrix = {
  fields: [
    { name: 'speed', minimum: 0, maximum: 9, step: 1 },
    { name: 'type', levels: 2, minimum: 0, maximum: 1, step: 1 },
  ],
  rowCount: 500,
  values: Float64Array.from({ length: 1000 }, (_, i) => (i % 2 ? (i >> 1) % 2 : (i >> 1) % 10)),
}

test('a family sees rows of the same form, and the model what they cost', () => {
  const { rows: released, statement } = releaseRows(rows, { epsilon: 1 }, 1)
  expect(released.fields).toBe(rows.fields)
  // More than there are: drawing costs nothing.
  expect(released.rowCount).toBe(20_000)
  expect(released.values).toHaveLength(2 * 20_000)
  expect(statement.epsilon).toBeLessThanOrEqual(1)
  expect(statement.epsilon).toBeGreaterThan(0.97)
  expect(statement.delta).toBe(0.1 / 500)
  expect(statement.releases.slice(0, 3).map(({ what }) => what)).toEqual([
    'counts of each field',
    'choice of speed x type',
    'counts of speed x type',
  ])
})

test('the seed repeats the rows of a dry run alone', () => {
  const dry = { epsilon: 1, randomness: 'reproducible' } as const
  const first = releaseRows(rows, dry, 1).rows.values
  expect(releaseRows(rows, dry, 1).rows.values).toEqual(first)
  const secret = releaseRows(rows, { epsilon: 1 }, 1).rows.values
  expect(releaseRows(rows, { epsilon: 1 }, 1).rows.values).not.toEqual(secret)
})

test('rows that the noise would bury are refused, by their number alone', () => {
  const few = { ...rows, rowCount: 40, values: rows.values.subarray(0, 80) }
  expect(() => releaseRows(few, { epsilon: 1 }, 1)).toThrow(
    /^privacy: too few records for epsilon 1, expected at least \d+ of 2 fields, got 40$/,
  )
})
