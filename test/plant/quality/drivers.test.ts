import { expect, test } from 'vitest'
import { threadFit } from '../../../src/generative/predictors/thread-fit.ts'
import { fitAt } from '../../../src/plant/quality/choose-predictor.ts'
import {
  driversOf,
  meanWithInterval,
  permutationImportance,
} from '../../../src/plant/quality/drivers.ts'
import { surpriseOf } from '../../../src/plant/quality/failure-scores.ts'
import { heldOut } from '../../../src/plant/quality/held-out.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'
import { createRandom } from '../../../src/random.ts'
import { failureAt, madeModel, madeRecords, specification } from './made-records.ts'

const { features, columns, failed } = readQualityRecords(madeRecords(1000), specification)
const { folds } = heldOut(failed, false, createRandom(1))
const logistic = threadFit({ kind: 'logistic-regression', options: {} })
const predictors = await Promise.all(
  folds.map(({ train }) => fitAt(logistic, columns, failed, train)),
)
const importances = await permutationImportance(
  features,
  columns,
  failed,
  folds,
  predictors,
  surpriseOf,
  createRandom(1),
)

test('the column that drives comes first, the others are worth nothing', () => {
  const [first, ...others] = importances
  expect(first!.feature.name).toBe('torque')
  expect(first!.importance.lower).toBeGreaterThan(0.05)
  for (const { importance } of others) expect(Math.abs(importance.estimate)).toBeLessThan(0.02)
})

test('what-ifs say what the generative model says of bands of values', async () => {
  const [torque, ...others] = await driversOf(importances, columns, madeModel())
  expect(torque).toMatchObject({ column: 'torque', isSetting: true })
  const whatIfs = torque!.whatIfs
  expect(whatIfs).toHaveLength(9)
  for (let i = 1; i < whatIfs.length; i++) {
    expect(whatIfs[i]!.failureProbability).toBeLessThan(whatIfs[i - 1]!.failureProbability)
  }
  const middle = whatIfs[4]!
  expect(middle.failureProbability).toBeCloseTo(failureAt(Number(middle.value)), 2)
  const machine = others.find(({ column }) => column === 'machine')!
  expect(machine.whatIfs.map(({ value }) => value).toSorted()).toEqual(['A', 'B'])
})

test('the interval of a mean is that of its standard error', () => {
  const { estimate, lower, upper } = meanWithInterval([1, 2, 3, 4])
  expect(estimate).toBe(2.5)
  expect(upper - lower).toBeCloseTo(2 * 1.644854 * Math.sqrt(5 / 3 / 4), 5)
})
