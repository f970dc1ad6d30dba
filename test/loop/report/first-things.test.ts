import { describe, expect, test } from 'vitest'
import { firstReleases, firstThings } from '../../../src/loop/report/first-things.ts'
import { sampleContent, samplePlan } from './sample-content.ts'
import { sampleFleet } from './sample-fleet.ts'
import { sampleQuality } from './sample-quality.ts'

describe('first things', () => {
  const { tests, settings, services } = firstThings(sampleContent)

  test('are the firm services alone, the soonest first', () => {
    const [fleet] = services
    const firm = sampleFleet.result!.machines.filter(({ workOrder }) => workOrder?.isFirm)
    expect(fleet!.orders.map(({ machine }) => machine)).toEqual(firm.map(({ machine }) => machine))
    expect(fleet!.orders[0]!.label).toBe(
      sampleFleet.result!.periods[fleet!.orders[0]!.period]!.label,
    )
  })

  test('of services in one period the one that saves most comes first', () => {
    const result = sampleFleet.result!
    const order = result.machines.find(({ workOrder }) => workOrder)!.workOrder!
    const machines = result.machines.map((machine, i) => ({
      ...machine,
      workOrder: {
        ...order,
        machine: machine.machine,
        period: i === 0 ? 3 : 1,
        isFirm: true,
        costOfNone: i,
      },
    }))
    const [fleet] = firstThings({
      quality: [],
      maintenance: [{ ...sampleFleet, result: { ...result, machines } }],
    }).services
    const names = result.machines.map(({ machine }) => machine)
    expect(fleet!.orders.map(({ machine }) => machine)).toEqual([
      ...names.slice(1).toReversed(),
      names[0],
    ])
  })

  test('are the records to test, those that save most first', () => {
    const savings = tests[0]!.lots.map(({ saving }) => saving ?? 0)
    expect(savings).toEqual(savings.toSorted((a, b) => b - a))
    expect(tests[0]!.lots.every(({ inspected }) => inspected > 0)).toBe(true)
  })

  test('are the changes of settings with their saving', () => {
    const { gain, costNow } = sampleQuality.result!.advice!
    expect(settings[0]!.share).toBeCloseTo(gain.estimate / costNow.estimate, 12)
  })

  test('are none where nothing was learnt, or nothing has a cost', () => {
    const waiting = { ...sampleQuality.result!.waiting!, inspected: null, expectedCost: null }
    const free = { ...sampleQuality, result: { ...sampleQuality.result!, waiting, advice: null } }
    expect(
      firstThings({
        quality: [{ ...sampleQuality, result: null }, free],
        maintenance: [{ ...sampleFleet, result: null }],
      }),
    ).toEqual({ tests: [], settings: [], services: [] })
  })
})

test('releases are those of the first period that is not frozen, the most worth first', () => {
  const { period, proposals } = firstReleases({ ...samplePlan, frozenPeriods: 2 })
  expect(period).toBe(samplePlan.periods[2])
  expect(proposals.every(({ release }) => release === 2)).toBe(true)
  const worths = firstReleases(samplePlan).proposals.map(({ worth }) => worth)
  expect(worths.length).toBeGreaterThan(1)
  expect(worths).toEqual(worths.toSorted((a, b) => b - a))
})
