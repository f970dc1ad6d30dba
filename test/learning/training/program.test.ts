import { expect, test } from 'vitest'
import { matrixRows } from '../../../src/learning/training/program.ts'

test('the rows of a matrix start where the one before ends', () => {
  expect([...matrixRows(new Float32Array(12), 4).starts]).toEqual([0, 4, 8])
})
