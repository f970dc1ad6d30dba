import { describe, expect, test } from 'vitest'
import { openLedger } from '../../src/data/storage/ledger.ts'
import { runPlant } from '../../src/loop/pipeline.ts'
import { decideProduction, knowDemand, learnDemand } from '../../src/loop/production.ts'
import { createStopwatch } from '../../src/loop/stopwatch.ts'
import { loadPlant } from '../../src/plant/model.ts'
import { smallPlant } from './small-plant.ts'

const options = { seed: 1, version: '1.0.0', budgetSeconds: undefined }
const now = new Date('2026-01-02T03:04:05Z')

describe('demand and the plan for it', () => {
  test('are learnt once, and decided from what is known', async () => {
    const folder = await smallPlant()
    await runPlant(folder, { now, version: '1.0.0' })
    const plant = await loadPlant(folder)
    const ledger = await openLedger(folder)
    const watch = createStopwatch()
    try {
      const other = await knowDemand(plant, ledger, watch, { ...options, seed: 2 })
      expect(other.recalled).toBeUndefined()
      const demand = await knowDemand(plant, ledger, watch, options)
      expect(demand.recalled).toMatchObject({ trainedAt: now })
      expect(await learnDemand(demand, watch, {})).toBeUndefined()
      const { production, maintenance } = await decideProduction(demand, undefined, [], watch, {
        tell: () => () => {},
        plantFingerprint: demand.recalled!.plantFingerprint,
        now: new Date(),
      })
      expect(production).toMatchObject({ isReused: true, plan: { status: 'planned' } })
      expect(production.known).toEqual(demand.recalled)
      expect(maintenance.reports).toEqual([])
    } finally {
      await ledger.close()
    }
  })
})
