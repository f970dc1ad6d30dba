import { afterAll, expect, test } from 'vitest'
import { fitRegion, generativeFailure, surpriseOf } from '../../../src/plant/quality/familiarity.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'
import { madeRecords, specification } from './made-records.ts'

const records = readQualityRecords(madeRecords(4000), specification)
const region = await fitRegion(records.columns, records.failed, { seed: 1 })
const later = readQualityRecords(madeRecords(600, 2), specification)
afterAll(() => region.model.release())

test('about one in a hundred of later records of the same kind lies outside', async () => {
  const surprise = await surpriseOf(region, later.columns)
  const outside = surprise.filter((value) => value > region.limit).length
  expect(outside / 600).toBeLessThan(0.05)
})

test('the generative model finds more failures where they are', async () => {
  const p = await generativeFailure(region, later.columns)
  const mean = (isFailing: number): number => {
    const own = p.filter((_, row) => later.failed[row] === isFailing)
    return own.reduce((a, b) => a + b) / own.length
  }
  expect(mean(1)).toBeGreaterThan(2 * mean(0))
})
