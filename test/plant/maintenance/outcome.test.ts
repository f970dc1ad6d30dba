import { expect, test } from 'vitest'
import { realisedCost, type FleetState } from '../../../src/plant/maintenance/outcome.ts'
import { fixedInterval, runToFailure } from '../../../src/plant/maintenance/policies.ts'
import { terms } from './lives.ts'
import { fleetOf, foreseen } from './trajectories.ts'

test('a life of three periods that nobody services fails every third period', async () => {
  const cost = await realisedCost(runToFailure(), fleetOf([30]))
  expect(cost).toMatchObject({ failureCount: 4, serviceCount: 0, waitingCount: 0 })
  expect(cost.failures).toBeCloseTo((4 * 1340) / 12)
  expect(cost.total).toBeCloseTo(cost.failures + cost.holding)
})

test('services in time avoid every failure and throw life away', async () => {
  const cost = await realisedCost(fixedInterval(2), fleetOf([30]))
  expect(cost).toMatchObject({ failureCount: 0, serviceCount: 5 })
  expect(cost.services).toBeCloseTo((5 * 360) / 12)
  expect(cost.wastedLife).toBeCloseTo(1 / 3)
})

test('two failures and one crew: one machine waits a period', async () => {
  const cost = await realisedCost(runToFailure(), fleetOf([30, 30], { periodCount: 5 }))
  expect(cost).toMatchObject({ failureCount: 2, waitingCount: 1 })
  expect(cost.waiting).toBeCloseTo(240 / 10)
})

test('a visit is paid once for all that a crew services or repairs in a period', async () => {
  const far = { ...terms, crews: 2, parts: undefined, costs: { ...terms.costs, visit: 50 } }
  const each = fleetOf([30, 30], { terms: far, periodCount: 5 })
  // Both are serviced at an age of two periods, in the third and in the fifth.
  const serviced = await realisedCost(fixedInterval(2), each)
  expect(serviced).toMatchObject({ serviceCount: 4 })
  expect(serviced.visits).toBeCloseTo((2 * 50) / 10)
  const repaired = await realisedCost(runToFailure(), each)
  expect(repaired.visits).toBeCloseTo(50 / 10)
  for (const { total, lives } of [serviced, repaired]) {
    const all = [...lives.values()].reduce((sum, { cost }) => sum + cost, 0)
    expect(all / 10).toBeCloseTo(total)
  }
})

test('without parts a machine waits until its order arrives', async () => {
  const short = { ...terms, crews: 2, parts: { stock: 1, lead_time: 3, cost: 100 } }
  const input = fleetOf([30, 30], { terms: short, periodCount: 6 })
  // One part is there in period 3, its replacement in period 6.
  expect((await realisedCost(runToFailure(), input)).waitingCount).toBe(3)
  const free = fleetOf([30, 30], { terms: { ...short, parts: undefined }, periodCount: 6 })
  expect(await realisedCost(runToFailure(), free)).toMatchObject({ waitingCount: 0, holding: 0 })
})

test('hours lost cost in proportion to the load of their period', async () => {
  const loadOf = (period: number): number => (period === 2 ? 3 : 1)
  const cost = await realisedCost(runToFailure(), fleetOf([30], { loadOf, periodCount: 3 }))
  expect(cost.failures).toBeCloseTo((1100 + 240 * 3) / 3)
})

test('a machine that starts old fails sooner, and lives on with the next of its deck', async () => {
  const input = fleetOf([30], {
    decks: [[foreseen(30), foreseen(80)]],
    startAges: [2],
    periodCount: 10,
  })
  expect(await realisedCost(runToFailure(), input)).toMatchObject({ failureCount: 2 })
})

test('what is on order is seen, also where it takes longer than the horizon', async () => {
  const slow = { ...terms, horizon: 2, parts: { ...terms.parts!, stock: 1, lead_time: 5 } }
  const seen: number[] = []
  const policy = {
    name: 'orders one part at once',
    decide: ({ period, arrivals }: FleetState) => {
      seen.push(arrivals.reduce((sum, count) => sum + count, 0))
      return { services: [], orders: period === 0 ? 1 : 0 }
    },
  }
  await realisedCost(policy, fleetOf([500], { terms: slow, periodCount: 7 }))
  expect(seen).toEqual([0, 1, 1, 1, 1, 0, 0])
})
