import { describe, expect, test } from 'vitest'
import { shortageCauses } from '../../../src/solvers/lot-sizing/causes.ts'
import { better } from '../../../src/solvers/lot-sizing/incumbent.ts'
import type { Item, LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { planLots } from '../../../src/solvers/lot-sizing/plan.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { oneItem, plainItem } from './problems.ts'

const session = await openHighs()
const shortage = { kind: 'backorder', costPerUnitAndPeriod: 6 } as const

function shortItem(demand: readonly number[], overrides: Partial<Item> = {}): Item {
  return plainItem([], {
    demand: { scenarios: Float64Array.from(demand), price: 10, shortage },
    ...overrides,
  })
}

/** An item that only parents need. */
function part(name: string): Item {
  const { demand: _, ...item } = plainItem([], { name })
  return item
}

async function causes(problem: LotSizingProblem) {
  const outcome = await planLots(session, problem, { effort: 10, gap: 1e-4 })
  if (outcome.status !== 'solved') throw new Error(outcome.status)
  return outcome
}

describe('why an item is short', () => {
  test('lead time', async () => {
    const { shortages } = await causes(oneItem(shortItem([5, 0], { leadTime: 1 }), 2))
    expect(shortages).toEqual([
      { item: 0, period: 0, units: 5, cause: { kind: 'lead-time', firstPeriod: 1 } },
    ])
  })

  test('frozen fence', async () => {
    const { shortages } = await causes(oneItem(shortItem([5, 0], { frozen: [2] }), 2))
    expect(shortages[0]).toMatchObject({ units: 3, cause: { kind: 'frozen', firstPeriod: 1 } })
  })

  test('capacity, with the resource, the period and the worth of an hour', async () => {
    const item = shortItem([5, 0], { usage: [{ resource: 0, hoursPerUnit: 2, setupHours: 0 }] })
    const problem = { ...oneItem(item, 2), resources: [{ name: 'press', hours: [6, 99] }] }
    const { shortages } = await causes(problem)
    expect(shortages).toEqual([
      {
        item: 0,
        period: 0,
        units: expect.closeTo(2, 6) as number,
        cause: {
          kind: 'capacity',
          resource: 0,
          period: 0,
          valuePerHour: expect.closeTo(3, 6) as number,
        },
      },
    ])
  })

  test('a component with a lead time', async () => {
    const problem: LotSizingProblem = {
      periods: 2,
      scenarioCount: 1,
      resources: [],
      items: [
        shortItem([5, 0], { components: [{ item: 1, quantity: 1 }] }),
        plainItem([0, 0], { name: 'seal', leadTime: 1 }),
      ],
    }
    const { shortages } = await causes(problem)
    expect(shortages[0]!.cause).toEqual({
      kind: 'component',
      item: 1,
      period: 0,
      root: { item: 1, cause: { kind: 'lead-time', firstPeriod: 1 } },
    })
  })

  const assembly = (casing: Partial<Item>, casting: Partial<Item>): LotSizingProblem => ({
    periods: 2,
    scenarioCount: 1,
    resources: [{ name: 'lathe', hours: [6, 99] }],
    items: [
      shortItem([5, 0], { name: 'pump', components: [{ item: 1, quantity: 1 }] }),
      { ...part('casing'), components: [{ item: 2, quantity: 1 }], ...casing },
      { ...part('casting'), ...casting },
    ],
  })

  test('the hours of a component, and one more of them would indeed save what is said', async () => {
    const problem = assembly({ usage: [{ resource: 0, hoursPerUnit: 2, setupHours: 0 }] }, {})
    const { shortages, objective } = await causes(problem)
    expect(shortages[0]!.cause).toEqual({
      kind: 'component',
      item: 1,
      period: 0,
      root: {
        item: 1,
        cause: { kind: 'capacity', resource: 0, period: 0, valuePerHour: expect.closeTo(3, 6) },
      },
    })
    const more = await causes({ ...problem, resources: [{ name: 'lathe', hours: [7, 99] }] })
    expect(objective - more.objective).toBeCloseTo(3, 6)
  })

  test('a component of a component that cannot be there, and if it could, nothing would be short', async () => {
    const { shortages } = await causes(assembly({}, { leadTime: 1 }))
    expect(shortages[0]!.cause).toEqual({
      kind: 'component',
      item: 1,
      period: 0,
      root: { item: 2, cause: { kind: 'lead-time', firstPeriod: 1 } },
    })
    expect((await causes(assembly({}, { leadTime: 1, initialStock: 5 }))).shortages).toEqual([])
  })

  test('a lot at its maximum', async () => {
    const { shortages } = await causes(oneItem(shortItem([5, 0], { maximumLot: 3 }), 2))
    expect(shortages[0]!.cause).toEqual({ kind: 'lot-size', limit: 'maximum' })
  })

  test('not worth it: a rare scenario', async () => {
    const scenarios = [1, 1, 1, 1, 1, 1, 1, 1, 1, 9]
    const problem = oneItem(shortItem(scenarios, { unitCost: 4 }), 1, 10)
    const { shortages } = await causes(problem)
    expect(shortages[0]).toMatchObject({ units: 0.8, cause: { kind: 'not-worth-it', unitCost: 4 } })
  })
})

describe('a plan that could be better', () => {
  const item = shortItem([5, 0], {
    unitCost: 1,
    usage: [{ resource: 0, hoursPerUnit: 2, setupHours: 0 }],
  })
  const problem = { ...oneItem(item, 2), resources: [{ name: 'press', hours: [99, 99] }] }
  const causeAt = (hourPrice: number) => {
    const incumbent = better(problem, undefined, {
      lots: Float64Array.of(2, 3),
      allocations: new Float64Array(2),
    })
    const prices = { hour: Float64Array.of(hourPrice, 0), piece: new Float64Array(2) }
    return shortageCauses(problem, incumbent, [searchCosts(item, problem)], prices)[0]!.cause
  }

  test('says that nothing better was found, with what a unit would save and cost', () => {
    // Three units wait for a period, at 6 each; the next lot could be smaller by the unit made now.
    expect(causeAt(0)).toEqual({ kind: 'not-found', unitCost: 1, unitValue: 7 })
  })

  test('hours are the cause only where their price comes to half of what a unit would gain', () => {
    expect(causeAt(1)).toMatchObject({ kind: 'not-found' })
    expect(causeAt(2)).toMatchObject({ kind: 'capacity', resource: 0, valuePerHour: 2 })
  })
})

test('overtime names its users and what the last hour is worth', async () => {
  const item = shortItem([5, 0], { usage: [{ resource: 0, hoursPerUnit: 2, setupHours: 0 }] })
  const resource = { name: 'press', hours: [6, 99], overtimeHours: [3, 0], overtimeCost: 1 }
  const { overtime } = await causes({ ...oneItem(item, 2), resources: [resource] })
  expect(overtime).toEqual([
    {
      resource: 0,
      period: 0,
      hours: expect.closeTo(3, 6) as number,
      valuePerHour: expect.closeTo(3, 6) as number,
      items: [{ item: 0, hours: expect.closeTo(9, 6) as number }],
    },
  ])
})
