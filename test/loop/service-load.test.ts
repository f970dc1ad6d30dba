import { describe, expect, test } from 'vitest'
import { loadsOf, withServiceHours } from '../../src/loop/service-load.ts'
import { loadPlant } from '../../src/plant/model.ts'
import { sampleFleet } from './report/sample-fleet.ts'
import { sampleInfeasiblePlan, samplePlan } from './report/sample-content.ts'

describe('load of production', () => {
  test('is 1 on average over the plan, and 1 beyond it', () => {
    const loads = loadsOf(samplePlan, 'machining', 26)
    const within = loads.slice(0, samplePlan.periods.length)
    expect(loads).toHaveLength(26)
    expect(within.reduce((sum, load) => sum + load, 0) / within.length).toBeCloseTo(1, 10)
    expect(Math.min(...within)).toBe(within[6])
    expect(loads.slice(samplePlan.periods.length).every((load) => load === 1)).toBe(true)
  })

  test('is 1 where there is no plan or no resource', () => {
    expect(loadsOf(sampleInfeasiblePlan, 'machining', 3)).toEqual([1, 1, 1])
    expect(loadsOf(samplePlan, undefined, 2)).toEqual([1, 1])
  })
})

describe('hours of services', () => {
  test('are taken from the resource in their periods, also where it has other hours already', async () => {
    const plant = await loadPlant('examples/pump-plant')
    const [fleet] = plant.file.maintenance
    const periods = sampleFleet.result!.periods.map((period, t) => ({
      ...period,
      services: t === 2 || t === 6 ? 1 : 0,
    }))
    const result = { ...sampleFleet.result!, periods }
    const changed = withServiceHours(plant, [{ ...sampleFleet, result }], samplePlan.periods)
    const [overhaul] = plant.calendarExceptions
    const { hours } = plant.resources.find(({ id }) => id === 'machining')!
    expect(changed.calendarExceptions.slice(plant.calendarExceptions.length)).toEqual([
      expect.objectContaining({
        resource: 'machining',
        period: samplePlan.periods[2],
        hours: hours - fleet!.hours.service,
      }),
      { ...overhaul, hours: overhaul!.hours - fleet!.hours.service },
    ])
  })

  test('of a fleet without a resource are nobody else’s', async () => {
    const plant = await loadPlant('examples/pump-plant')
    const { resource: _, ...fleet } = plant.file.maintenance[0]!
    const alone = { ...plant, file: { ...plant.file, maintenance: [fleet] } }
    const changed = withServiceHours(alone, [sampleFleet], samplePlan.periods)
    expect(changed.calendarExceptions).toEqual(plant.calendarExceptions)
  })
})
