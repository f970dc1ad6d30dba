import { expect, test } from 'vitest'
import {
  closestRecordProtection,
  randomRows,
} from '../../../../src/generative/evaluation/privacy/closest-record-protection.ts'
import { createRandom } from '../../../../src/random.ts'
import { category, linkedRows, numbers } from '../tables.ts'

const train = linkedRows(500, 1)
const holdout = linkedRows(500, 2)

test('copies of the training rows have no protection', () => {
  const found = closestRecordProtection(train, train, holdout, createRandom(1))
  expect(found.closerToTraining.share).toBe(1)
  expect(found.overfittingProtection).toBe(0)
  expect(found.baselineProtection).toBe(0)
})

test('fresh rows are as close to the holdout as to the training rows', () => {
  const found = closestRecordProtection(train, linkedRows(500, 3), holdout, createRandom(1))
  expect(found.overfittingProtection).toBeGreaterThan(0.9)
  expect(found.medianDistance.synthetic).toBeLessThan(found.medianDistance.random)
  expect(found.distances.synthetic).toEqual([...found.distances.synthetic].sort((a, b) => a - b))
})

test('rows that equal training and holdout rows alike count half for each', () => {
  const same = [numbers('x', [1, 2, 3])]
  expect(closestRecordProtection(same, same, same, createRandom(1)).overfittingProtection).toBe(1)
})

test('random rows keep to the range, to whole numbers and to the levels', () => {
  const [x, f] = randomRows(
    [numbers('x', [3, 5, NaN]), category('f', ['a', 'b', 'c'], ['a', 'c', 'c'])],
    300,
    createRandom(1),
  )
  const values = x!.kind === 'number' ? [...x!.values] : []
  expect(new Set(values)).toEqual(new Set([3, 4, 5, Number.NaN]))
  expect(values.filter(Number.isNaN).length / 300).toBeCloseTo(1 / 3, 1)
  expect(f!.kind === 'category' && new Set(f!.codes)).toEqual(new Set([0, 2]))
})
