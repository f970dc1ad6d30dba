import { expect, test } from 'vitest'
import { alignTables, fieldsOf } from '../../../../src/data/table/aligned-columns.ts'
import { createTable, rowsAt, type Table } from '../../../../src/data/table/table.ts'
import { duplicateExposure } from '../../../../src/generative/evaluation/privacy/duplicate-exposure.ts'
import { createRandom } from '../../../../src/random.ts'

function readings(count: number, seed: number): Table {
  const random = createRandom(seed)
  const column = () => ({
    kind: 'number' as const,
    values: Float64Array.from({ length: count }, () => random.uniform()),
  })
  return createTable(['a', 'b', 'c', 'd'].map((name) => [name, column()]))
}

const distinct = readings(200, 1)
const holdout = readings(150, 2)
const exposureOf = (real: Table, synthetic: Table) => {
  const [train, made, held] = alignTables([real, synthetic, holdout], fieldsOf(real))
  return duplicateExposure(real, train!, made!, held!, createRandom(1))
}

test('records that are repeated and copied stand out from those that stand alone', () => {
  // The first ten rows stand there three times, and the model gives just these again.
  const rows = [...Array(200).keys(), ...Array(10).keys(), ...Array(10).keys()]
  const synthetic = rowsAt(distinct, [...Array(10).keys()])
  const { groups, largestGroup, exactCopies, repeated, alone, holdout } = exposureOf(
    rowsAt(distinct, rows),
    synthetic,
  )
  expect({ groups, largestGroup, exactCopies }).toEqual({
    groups: 10,
    largestGroup: 3,
    exactCopies: 20,
  })
  expect(repeated).toEqual({ rows: 30, lookedAt: 30, medianDistance: 0, copied: 1 })
  expect(alone).toMatchObject({ rows: 190, copied: 0 })
  expect(alone.medianDistance).toBeGreaterThan(0.05)
  expect(holdout).toMatchObject({ rows: 150, lookedAt: 150, copied: 0 })
})

test('without duplicates there is nothing to compare', () => {
  const { groups, repeated, alone } = exposureOf(distinct, readings(200, 3))
  expect(groups).toBe(0)
  expect(repeated).toEqual({ rows: 0, lookedAt: 0, medianDistance: NaN, copied: NaN })
  expect(alone.rows).toBe(200)
})
