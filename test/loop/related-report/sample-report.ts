// The report of a small model, whose children do not go with their parents.

import { fitRelated } from '../../../src/generative/related/fit-related.ts'
import {
  reportRelated,
  type RelatedReport,
} from '../../../src/loop/related-report/report-related.ts'
import { toySchema, toyTables } from '../../generative/related/toy-tables.ts'

export async function sampleReport(): Promise<RelatedReport> {
  const tables = toyTables(60)
  const model = await fitRelated(toySchema(tables), tables, { family: 'independent', seed: 1 })
  try {
    return await reportRelated(model, tables, {
      name: 'machines',
      language: 'en',
      seed: 1,
      holdout: toyTables(60, 2),
      madeAt: '2026-11-22T15:00:00.000Z',
    })
  } finally {
    await model.release()
  }
}
