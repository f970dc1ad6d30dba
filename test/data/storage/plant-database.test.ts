import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inUse, stateFolder } from '../../../src/data/storage/plant-database.ts'

test('what Millrace keeps lies in one folder of the plant', () => {
  expect(stateFolder('plant')).toBe(join('plant', '.millrace'))
})

test('a database that is held by another is a conflict', () => {
  expect(inUse('plant.duckdb', 'process 7')).toMatchObject({
    code: 'conflict',
    message: 'plant.duckdb: in use, expected to be the only one, got process 7',
  })
})
