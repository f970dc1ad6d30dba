import { expect, test } from 'vitest'
import { createTable } from '../../../src/data/table/table.ts'
import { threadFit, type ThreadFit } from '../../../src/generative/predictors/thread-fit.ts'
import { fitAt } from '../../../src/plant/quality/choose-predictor.ts'
import type { Region } from '../../../src/plant/quality/familiarity.ts'
import {
  drawFailures,
  fitWithDrawn,
  tryAugmentation,
} from '../../../src/plant/quality/generated-failures.ts'
import { heldOut } from '../../../src/plant/quality/held-out.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'
import { createRandom } from '../../../src/random.ts'
import { madeRecords, madeRegion, specification } from './made-records.ts'

const { columns, failed } = readQualityRecords(madeRecords(600), specification)
const fit = threadFit({ kind: 'logistic-regression', options: {} })
const [fold] = heldOut(failed, false, createRandom(1)).folds

/** Draws what fails at a torque of 26. */
const region: Region = {
  ...madeRegion(),
  model: {
    ...madeRegion().model,
    async *sample(count) {
      yield createTable([
        ['torque', { kind: 'number', values: new Float64Array(count).fill(26) }],
        ['force', { kind: 'number', values: new Float64Array(count).fill(5) }],
        ['machine', { kind: 'text', levels: ['B'], codes: new Int32Array(count) }],
      ])
    },
  },
}

test('drawn failures have the levels of the records', async () => {
  const drawn = (await drawFailures(region, columns, 10, 1))!
  const [own, like] = [drawn[2]!, columns[2]!]
  if (own.kind !== 'category' || like.kind !== 'category')
    throw new Error('machine: expected levels')
  expect(own.levels).toEqual(like.levels)
  expect([...new Set(own.codes)].map((code) => own.levels[code])).toEqual(['B'])
})

test('a region of some columns only draws no records', async () => {
  expect(await drawFailures({ ...region, columns: ['torque'] }, columns, 10, 1)).toBeNull()
})

test('drawn failures raise what is predicted where they are', async () => {
  const drawn = (await drawFailures(region, columns, 200, 1))!
  const without = (await fit(columns, failed)).predict(drawn)[0]!
  const joined = await fitWithDrawn(fit, columns, failed, drawn)
  expect(joined.predict(drawn)[0]).toBeGreaterThan(without)
})

test('they are used only where they help, and not where they cannot', async () => {
  const drawn = (await drawFailures(region, columns, 50, 1))!
  const without = await fitAt(fit, columns, failed, fold!.train)
  // A fit that learns nothing from more rows cannot be better with them.
  const same: ThreadFit = async () => without
  const { evidence } = await tryAugmentation(same, without, columns, failed, fold!, drawn)
  expect(evidence).toMatchObject({ used: false, addedRecords: 100 })
  expect(evidence.with).toEqual(evidence.without)
  // One that begins to see anything at all is.
  const blind = await fit(
    columns.map((column) => column),
    new Float64Array(failed.length),
  )
  const tried = await tryAugmentation(fit, blind, columns, failed, fold!, drawn)
  expect(tried.evidence.used).toBe(true)
})
