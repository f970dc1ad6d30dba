import { expect, test } from 'vitest'
import { membershipInference } from '../../../../src/generative/evaluation/privacy/membership-inference.ts'
import { createRandom } from '../../../../src/random.ts'
import { linkedRows } from '../tables.ts'

const train = linkedRows(600, 1)
const holdout = linkedRows(600, 2)

test('copies give every member away', () => {
  const found = membershipInference(train, train, holdout, createRandom(1))
  expect(found.areaUnderRoc).toBeGreaterThan(0.99)
  expect(found.advantage).toBeGreaterThan(0.98)
})

test('fresh rows give nothing away beyond chance', () => {
  const found = membershipInference(train, linkedRows(600, 3), holdout, createRandom(1))
  expect(found.areaUnderRoc).toBeCloseTo(0.5, 1)
  expect(Math.abs(found.advantage)).toBeLessThan(2 * found.margin)
})
