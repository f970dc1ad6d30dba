import { describe, expect, test } from 'vitest'
import { emptyDecision, type ProductionDecision } from '../../../src/plant/production/decision.ts'
import { traceItem } from '../../../src/plant/production/evaluate.ts'
import { executeLots } from '../../../src/plant/production/execution.ts'
import type { Reason } from '../../../src/plant/production/plan.ts'
import { reasonsOf } from '../../../src/plant/production/reasons.ts'
import { buildRecords, type ProductionRecords } from '../../../src/plant/production/records.ts'
import { choosePolicy } from '../../../src/plant/production/replenishment.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

async function reasons(
  records: ProductionRecords,
  decision: ProductionDecision,
  solver: Parameters<typeof reasonsOf>[4] = { shortages: [], overtime: [] },
): Promise<readonly Reason[]> {
  const execution = executeLots(records, decision)
  const trace = (item: number) => traceItem(records, decision, execution, item)
  return reasonsOf(records, decision, execution, trace, solver)
}

function withPolicies(records: ProductionRecords): ProductionDecision {
  const { scenarioCount, steps, periodCount } = records
  const policies = records.items.map((record) =>
    choosePolicy(record, scenarioCount, steps.length, periodCount),
  )
  return { ...emptyDecision(records), policies }
}

describe('reasons of items that are decided alone', () => {
  const paths = [5, 5, 5, 5, 5, 5, 5, 5]

  test('before the first arrival it is the lead time, and a shorter one would gain', async () => {
    const plant = plantOf([itemOf('A', { leadTimePeriods: 2 })], { planning: { horizon: 4 } })
    const records = buildRecords(plant, scenariosOf({ A: [paths] }))
    const found = await reasons(records, withPolicies(records))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      cause: 'lead-time',
      subject: 'A',
      from: 0,
      to: 1,
      quantity: 10,
    })
    expect(found[0]!.evidence.gain).toBeGreaterThan(0)
    expect(found[0]!.sentence).toBe(
      'A: up to 10 units short from 1 to 2, because nothing released now arrives before then.',
    )
  })

  test('inside the fence it is the fence', async () => {
    const plant = plantOf([itemOf('A')], { planning: { horizon: 4, frozen_periods: 2 } })
    const records = buildRecords(plant, scenariosOf({ A: [paths] }))
    const [reason] = await reasons(records, withPolicies(records))
    expect(reason).toMatchObject({ cause: 'frozen', from: 0, to: 1 })
    expect(reason!.evidence.gain).toBeGreaterThan(0)
  })

  test('rare peaks are not worth the stock, and more stock would indeed earn less', async () => {
    const peaks = Array.from({ length: 40 }, (_, s) => [2, s < 3 ? 50 : 2, 2, 2])
    const records = buildRecords(plantOf([itemOf('A')]), scenariosOf({ A: peaks }))
    const [reason] = await reasons(records, withPolicies(records))
    expect(reason).toMatchObject({ cause: 'not-worth-it', subject: 'A', from: 1 })
    expect(reason!.evidence.gain).toBeLessThan(0)
  })

  test('a plan without shortage needs no reason', async () => {
    const records = buildRecords(plantOf([itemOf('A')]), scenariosOf({ A: [paths] }))
    expect(await reasons(records, withPolicies(records))).toEqual([])
  })
})

describe('reasons of linked items', () => {
  const plant = plantOf([itemOf('A')], {
    resources: [{ id: 'bench', hours: 4, overtimeHours: 2, overtimeCost: 5 }],
    routing: [{ item: 'A', resource: 'bench', hoursPerUnit: 1, setupHours: 0 }],
  })
  const records = buildRecords(plant, scenariosOf({ A: [[6, 6, 6, 0]] }))
  const decision = emptyDecision(records)
  decision.lots.set([4, 4, 6])
  decision.overtime.set([0, 0, 2])

  test('the cause that the solver gives is joined over neighbouring periods and put into words', async () => {
    const cause = { kind: 'capacity', resource: 0, valuePerHour: 9 } as const
    const found = await reasons(records, decision, {
      shortages: [
        { item: 0, period: 0, units: 2, cause: { ...cause, period: 0 } },
        { item: 0, period: 1, units: 4, cause: { ...cause, period: 1 } },
        {
          item: 0,
          period: 2,
          units: 4,
          cause: { kind: 'not-worth-it', unitCost: 5, unitValue: 3 },
        },
      ],
      overtime: [
        { resource: 0, period: 2, hours: 2, valuePerHour: 7, items: [{ item: 0, hours: 6 }] },
      ],
    })
    expect(found).toHaveLength(3)
    const [capacity, worth, overtime] = ['capacity', 'not-worth-it', 'cheaper-than-shortage'].map(
      (cause) => found.find((reason) => reason.cause === cause),
    )
    expect(worth!.evidence.gain).toBe(-2)
    expect(overtime).toMatchObject({ about: 'overtime', subject: 'bench', because: 'A' })
    expect(capacity).toMatchObject({ from: 0, to: 1, quantity: 4, because: 'bench' })
    expect(capacity!.sentence).toBe(
      'A: up to 4 units short from 1 to 2, because the hours of bench are used up.',
    )
  })

  test('what would bring more than it costs was not found, and is not said to be wise', async () => {
    const found = await reasons(records, decision, {
      shortages: [
        { item: 0, period: 0, units: 2, cause: { kind: 'not-found', unitCost: 5, unitValue: 8 } },
      ],
      overtime: [{ resource: 0, period: 2, hours: 2, valuePerHour: 0, items: [] }],
    })
    expect(found.map(({ cause }) => cause)).toEqual(['not-found', 'not-found'])
    for (const { evidence, sentence } of found) {
      expect(evidence.gain).toBeGreaterThan(0)
      expect(sentence).toContain('nothing better was found')
    }
  })

  test('periods near each other are one reason, the dearest first, with the root of a missing component', async () => {
    const wide = plantOf(
      [
        itemOf('A', { shortage: { kind: 'backorder', costPerPeriod: 1 } }),
        itemOf('B', { shortage: { kind: 'lost-sale', cost: 2 }, price: 30 }),
        itemOf('casing'),
        itemOf('casting'),
      ],
      {
        planning: { horizon: 8 },
        billOfMaterials: [
          { parent: 'A', component: 'casing', quantity: 1 },
          { parent: 'B', component: 'casing', quantity: 1 },
          { parent: 'casing', component: 'casting', quantity: 1 },
        ],
      },
    )
    const asked = [5, 5, 5, 5, 5, 5, 5, 5, 5]
    const records = buildRecords(wide, scenariosOf({ A: [asked], B: [asked] }))
    const root = { item: 3, cause: { kind: 'lead-time', firstPeriod: 4 } } as const
    const short = (item: number, period: number) => ({
      item,
      period,
      units: 5,
      cause: { kind: 'component', item: 2, period, root } as const,
    })
    const found = await reasons(records, emptyDecision(records), {
      shortages: [short(0, 0), short(0, 2), short(0, 7), short(1, 1)],
      overtime: [],
    })
    // A unit of B that is lost costs 22, one of A that waits 1 a period.
    expect(found.map(({ subject, from, to }) => [subject, from, to])).toEqual([
      ['B', 1, 1],
      ['A', 0, 2],
      ['A', 7, 7],
    ])
    expect(found[1]).toMatchObject({
      cause: 'material',
      because: 'casing',
      root: { item: 'casting', cause: 'lead-time' },
      sentence:
        'A: up to 5 units short from 1 to 3, because there is too little of casing (for want of casting: nothing released now arrives before then).',
    })
  })

  test('overtime of changing items is one reason, of the item that works most of it', async () => {
    const overtime = [[0, 2, 0], [1, 3, 1], [2, 2, 0]].map(([period, hours, item]) => ({
      resource: 0,
      period: period!,
      hours: hours!,
      valuePerHour: 7,
      items: [{ item: item!, hours: 6 }],
    })) // prettier-ignore
    const two = buildRecords(
      plantOf([itemOf('A'), itemOf('B')], {
        resources: plant.resources,
        routing: ['A', 'B'].map((item) => ({ ...plant.routing[0]!, item })),
      }),
      scenariosOf({ A: [[0, 0, 0, 0]], B: [[0, 0, 0, 0]] }),
    )
    const found = await reasons(two, emptyDecision(two), { shortages: [], overtime })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ from: 0, to: 2, quantity: 3, because: 'A' })
  })
})
