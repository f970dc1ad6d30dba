import { describe, expect, test } from 'vitest'
import type { Item, LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { planLots } from '../../../src/solvers/lot-sizing/plan.ts'
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

async function causes(problem: LotSizingProblem) {
  const outcome = await planLots(session, problem, { timeLimitSeconds: 10, gap: 1e-4 })
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
    expect(shortages[0]!.cause).toEqual({ kind: 'component', item: 1, period: 0 })
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
