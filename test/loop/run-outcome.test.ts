import { describe, expect, test } from 'vitest'
import type { ProductionOutcome } from '../../src/loop/production.ts'
import type { ProductionContent } from '../../src/loop/report/content.ts'
import { contentOf, recordOf, type RunOutcome } from '../../src/loop/run-outcome.ts'
import { readDemandHistory } from '../../src/loop/demand-history.ts'
import { loadPlant } from '../../src/plant/model.ts'
import { demandRows, smallPlant } from './small-plant.ts'
import { sampleFleet } from './report/sample-fleet.ts'
import { sampleQuality } from './report/sample-quality.ts'
import { sampleInfeasiblePlan, samplePlan } from './report/sample-content.ts'

const statement = { now: new Date('2026-01-02T03:04:05Z'), version: '1.0.0' }

const seen = { decision: 4, content: { gain: 2 } }
const settings = { kind: 'settings', content: { operation: 'gluing' }, expected: {} }

type WholeOutcome = RunOutcome & { readonly production: ProductionOutcome }

async function outcomeOf(isReused: boolean): Promise<WholeOutcome> {
  const rows = demandRows(20)
  const plant = await loadPlant(
    await smallPlant({
      cleaning: '{ duplicates: first }',
      demand: ['item,week,units', ...rows, rows[0]].join('\n'),
    }),
  )
  const history = await readDemandHistory(plant)
  const scenarios = {
    ids: ['bolt', 'gear'],
    steps: ['1', '2', '3', '4'],
    sampleCount: 2,
    values: new Float64Array(16).fill(5),
    models: ['ses', 'ses'],
    seed: 1,
  }
  const comparison = {
    windows: 0,
    horizon: 4,
    scores: [],
    segments: [],
    calibration: [],
    leftOut: [],
  }
  return {
    areas: { folder: plant.folder, file: plant.file, production: plant },
    dataFiles: [{ path: 'plant.yaml', fingerprint: 'f' }],
    plantFingerprint: 'p',
    seed: 1,
    production: {
      plant,
      history,
      known: {
        forecast: { scenarios, comparison, training: [] },
        backtest: null,
        plantFingerprint: 'p',
        trainedAt: new Date('2026-01-01T00:00:00Z'),
      },
      isReused,
      fingerprint: 'abc',
      plan: samplePlan,
    },
    quality: { reports: [sampleQuality], models: [], decisions: [settings], outcomes: [seen] },
    maintenance: { reports: [sampleFleet], models: [], decisions: [], outcomes: [] },
  }
}

describe('what a run made', () => {
  test('as content names files as plant.yaml does, not where they lie', async () => {
    const outcome = await outcomeOf(false)
    const content = contentOf(outcome, [], statement) as ProductionContent // Safe: it has demand.
    expect(content.dataQuality.findings.map(({ kind }) => kind)).toContain('exact-duplicate')
    expect(JSON.stringify(content)).not.toContain(outcome.areas.folder)
    expect(content.language).toBe('en')
    expect(contentOf(outcome, [], { ...statement, language: 'zh' }).language).toBe('zh')
  })

  test('as content says from when reused models are', async () => {
    const { provenance } = contentOf(await outcomeOf(true), [], statement)
    expect(provenance).toMatchObject({ models: 'reused', trainedAt: '2026-01-01T00:00:00.000Z' })
  })

  test('as a record holds the scenarios only of the run that made them', async () => {
    const fresh = recordOf(await outcomeOf(false), new Date(), statement)
    const again = recordOf(await outcomeOf(true), new Date(), statement)
    expect(fresh.scenarios!.sampleCount).toBe(2)
    expect(again.scenarios).toBeUndefined()
    expect(again.models).toHaveLength(1)
    expect(again.outcomes).toEqual([seen])
    expect(again.decisions.map(({ kind }) => kind)).toEqual(['production-plan', 'settings'])
  })

  test('without a plan there is no such decision to record', async () => {
    const outcome = await outcomeOf(false)
    const production = { ...outcome.production, plan: sampleInfeasiblePlan }
    const record = recordOf({ ...outcome, production }, new Date(), statement)
    expect(record.decisions).toEqual([settings])
  })

  test('without demand holds what the other areas have, under the fingerprint of all files', async () => {
    const outcome = { ...(await outcomeOf(false)), production: undefined }
    const content = contentOf(outcome, [], statement)
    expect(Object.keys(content)).toEqual([
      'format',
      'version',
      'language',
      'plant',
      'madeAt',
      'quality',
      'maintenance',
      'provenance',
    ])
    expect(content.provenance.fingerprint).toBe('p')
    const record = recordOf(outcome, new Date(), statement)
    expect(record).toMatchObject({ fingerprint: 'p', models: [], decisions: [settings] })
    expect(record.scenarios).toBeUndefined()
  })
})
