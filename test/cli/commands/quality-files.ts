// Records on disk, and a model of them that is written down and not learnt.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { writeCsv } from '../../../src/data/table/write-csv.ts'
import { openQualityModel } from '../../../src/plant/quality/quality-model.ts'
import { saveQuality } from '../../../src/plant/quality/quality-model-file.ts'
import type { QualityResult } from '../../../src/plant/quality/result.ts'
import { madeRecords, madeState } from '../../plant/quality/made-records.ts'
import { smallRegion } from '../../plant/quality/small-region.ts'

export interface QualityFolder {
  readonly data: string
  readonly model: string
  path(name: string): string
}

export async function qualityFolder(): Promise<QualityFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-quality-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const path = (name: string): string => join(folder, name)
  await writeCsv(path('records.csv'), madeRecords(200, 3))
  const region = await smallRegion()
  const { columns, limit } = region
  const model = openQualityModel(madeState({ region: { columns, limit } }), region)
  // Safe: the commands look at the name of the operation only.
  const result = { operation: 'press' } as QualityResult
  await saveQuality(path('press.millrace'), { model, result })
  await model.release()
  return { data: path('records.csv'), model: path('press.millrace'), path }
}
