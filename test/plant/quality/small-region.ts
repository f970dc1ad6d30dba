// A region that was learnt in a moment from few records.

import { fitRegion, type Region } from '../../../src/plant/quality/familiarity.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'
import { madeRecords, specification } from './made-records.ts'

export async function smallRegion(): Promise<Region> {
  const { columns, failed } = readQualityRecords(madeRecords(200), specification)
  return fitRegion(columns, failed, { seed: 1 })
}
