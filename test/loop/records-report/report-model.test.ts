import { describe, expect, test } from 'vitest'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import { fitTable } from '../../../src/generative/tables/fit-table.ts'
import {
  evaluationFields,
  reportModel,
  trainingHistories,
} from '../../../src/loop/records-report/report-model.ts'
import { machines } from './sample-report.ts'

describe('reportModel', () => {
  test('draws as many rows as were learnt from and sets them beside the baselines', async () => {
    const real = machines(400, 1)
    const model = await fitTable(inferSchema(real), real, { seed: 1, budgetSeconds: 60 })
    try {
      const report = await reportModel(model, real, {
        name: 'machines.csv',
        language: 'en',
        seed: 1,
        holdout: machines(300, 2),
        target: { field: 'failed', positive: 'yes' },
        madeAt: '2026-11-22T15:00:00.000Z',
      })
      expect(report.evidence.synthetic.rows).toBe(400)
      expect(report.evidence.baselines.map(({ name }) => name)).toEqual([
        'independent',
        'copula',
        'bootstrap',
      ])
      expect(report.stability).toMatchObject({ seeds: 3 })
      expect(report.model).toMatchObject({ family: 'autoregressive', seed: 1 })
      expect(report.model.rowsPerSecond).toBeGreaterThan(0)
      expect(report.evidence.synthetic.privacy!.exactCopies.share).toBeLessThan(0.05)
    } finally {
      await model.release()
    }
  })
})

test('counts are numbers, and identifiers have no distribution', () => {
  const kinds = evaluationFields({
    fields: {
      id: { kind: 'identifier', prefix: 'M', next: 1, digits: 3, stored: 'text' },
      n: { kind: 'count', minimum: 0, maximum: 9, missing: false },
      f: { kind: 'category', levels: ['a'], ordered: false, stored: 'text', missing: false },
    },
    constraints: [],
  })
  expect(kinds).toEqual([
    { name: 'n', kind: 'number' },
    { name: 'f', kind: 'category' },
  ])
})

test('a family without training has no curves, one with a loss has training and validation', () => {
  const record = { seconds: 1, rows: 2, validationRows: 1, bestEpoch: 1 }
  expect(trainingHistories('copula', { ...record, history: [] })).toEqual([])
  const history = [{ epoch: 1, losses: { loss: 3 }, validation: { surprise: 2 } }]
  expect(trainingHistories('vae', { ...record, history })[0]!.curves).toEqual([
    { name: 'training', points: [{ epoch: 1, loss: 3 }] },
    { name: 'validation', points: [{ epoch: 1, loss: 2 }] },
  ])
})
