import { expect, test } from 'vitest'
import { threadFit, type ThreadFit } from '../../../src/generative/predictors/thread-fit.ts'
import { choosePredictor, fitAt } from '../../../src/plant/quality/choose-predictor.ts'
import { logScore } from '../../../src/plant/quality/failure-scores.ts'
import { heldOut } from '../../../src/plant/quality/held-out.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'
import { createRandom } from '../../../src/random.ts'
import { madeRecords, specification } from './made-records.ts'

const { columns, failed } = readQualityRecords(madeRecords(400), specification)
const held = heldOut(failed, false, createRandom(1))
const logistic = threadFit({ kind: 'logistic-regression', options: {} })
/** Learns the classes the wrong way round. */
const contrary: ThreadFit = (own, target) =>
  logistic(
    own,
    target.map((y) => 1 - y),
  )
const candidates = {
  link: 'sigmoid',
  single: new Map<string, ThreadFit>([
    ['contrary', contrary],
    ['logistic', logistic],
  ]),
  blends: new Map([['both', ['contrary', 'logistic']]]),
} as const

test('the one with the least loss on held-out records is chosen', async () => {
  const chosen = await choosePredictor(columns, failed, candidates, held, logScore)
  expect(chosen.name).toBe('logistic')
  expect(chosen.candidates.map(({ name }) => name)).toEqual(['logistic', 'both', 'contrary'])
  expect(chosen.byFold).toHaveLength(held.folds.length)
})

test('no record is predicted by a model that learnt from it', async () => {
  const chosen = await choosePredictor(columns, failed, candidates, held, logScore)
  const { train, test } = held.folds[0]!
  const again = await fitAt(logistic, columns, failed, train)
  const { takeRows } = await import('../../../src/data/table/aligned-columns.ts')
  const expected = again.predict(columns.map((column) => takeRows(column, test)))
  expect(chosen.predictions.slice(0, test.length)).toEqual(expected)
})

test('without time one candidate is left, and the others are named', async () => {
  const chosen = await choosePredictor(columns, failed, candidates, held, logScore, { seconds: 0 })
  expect(chosen.name).toBe('contrary')
  expect(chosen.untried).toEqual(['logistic'])
  expect(chosen.candidates.map(({ name }) => name)).toEqual(['contrary'])
  expect(chosen.predictions).toHaveLength(held.rows.length)
})

test('what the first fold shows to be worse gives way to what there is time for', async () => {
  const slow: ThreadFit = (own, target) => {
    const end = performance.now() + 300
    while (performance.now() < end);
    return contrary(own, target)
  }
  const single = new Map([
    ['slow', slow],
    ['logistic', logistic],
  ])
  const options = { seconds: 1.2 }
  const few = { ...candidates, single, blends: new Map() }
  const chosen = await choosePredictor(columns, failed, few, held, logScore, options)
  expect(chosen.untried).toEqual(['slow'])
  expect(chosen.name).toBe('logistic')
})

test('stops when it is told to', async () => {
  const signal = AbortSignal.abort()
  await expect(
    choosePredictor(columns, failed, candidates, held, logScore, { signal }),
  ).rejects.toMatchObject({ code: 'cancelled' })
})
