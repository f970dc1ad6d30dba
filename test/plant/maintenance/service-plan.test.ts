import { expect, test } from 'vitest'
import { planServices } from '../../../src/plant/maintenance/service-plan.ts'
import { serviceProblem } from '../../../src/plant/maintenance/service-problem.ts'
import { createRandom } from '../../../src/random.ts'
import { scheduleCost } from '../../../src/solvers/service-scheduling/evaluate.ts'
import { everySchedule } from '../../solvers/service-scheduling/problems.ts'
import { lifeOf, terms } from './lives.ts'

const periods = ['w1', 'w2', 'w3', 'w4']
const input = { terms, loads: [1, 1, 1, 1], costRate: 20, periods }

test('machines that must not wait share one crew: the riskier goes first', async () => {
  const lives = [lifeOf([12, 13, 14, 40], 'a'), lifeOf([14, 15, 16, 17], 'b'), lifeOf([90], 'c')]
  const { workOrders, periods: used, cost } = await planServices({ ...input, lives })
  expect(workOrders.map(({ machine, period }) => [machine, period])).toEqual([
    ['a', 0],
    ['b', 1],
  ])
  expect(workOrders[1]).toMatchObject({ cycle: 110, riskBefore: 0 })
  expect(workOrders[1]!.costOfWaiting).toBeGreaterThan(900)
  expect(used.map(({ services }) => services)).toEqual([1, 1, 0, 0])
  expect(used[1]).toMatchObject({ label: 'w2', crews: 1, partsPlanned: 1, partsInStock: 0 })
  expect(cost).toMatchObject({
    failures: 0,
    services: 400,
    lostProduction: 120,
    parts: 200,
    total: 720,
  })
  expect(cost.gap).toBeLessThan(0.002)
})

test('no period exceeds the crews, however many machines are due', async () => {
  const lives = Array.from({ length: 6 }, (_, i) => lifeOf([5, 25, 28, 29 + i], `m${i}`))
  const { periods: used } = await planServices({ ...input, lives })
  expect(Math.max(...used.map(({ services }) => services))).toBe(1)
})

test('machines share the visit of a crew where that is cheaper than the best date of each', async () => {
  const lives = [lifeOf([35, 36, 37, 38], 'a'), lifeOf([25, 26, 27, 28], 'b')]
  const free = { ...terms, crews: 2 }
  const apart = await planServices({ ...input, terms: free, lives })
  expect(apart.workOrders.map(({ machine, period }) => [machine, period])).toEqual([
    ['b', 2],
    ['a', 3],
  ])
  expect(apart.cost.visits).toBe(0)
  const far = { ...free, costs: { ...free.costs, visit: 50 } }
  const together = await planServices({ ...input, terms: far, lives })
  expect(together.workOrders.map(({ machine, period }) => [machine, period])).toEqual([
    ['a', 2],
    ['b', 2],
  ])
  const [a] = together.workOrders
  // A period of life that is wasted costs 20, another visit 50.
  expect(a!.reasons.find(({ kind }) => kind === 'visit')).toMatchObject({
    otherPeriod: 'w4',
    saving: 30,
  })
  expect(a!.costOfWaiting).toBeCloseTo(30)
  expect(a!.cost).toBeCloseTo(360 + 2 * 20 + 50 / 2)
  expect(together.cost).toMatchObject({ visits: 50, total: 770 })
})

test('parts are ordered in time for the services that use them', async () => {
  const lives = Array.from({ length: 4 }, (_, i) => lifeOf([45, 46, 47, 48], `m${i}`))
  const poor = { ...terms, parts: { stock: 0, lead_time: 2, cost: 100 }, crews: 4 }
  const loads = [1, 1, 1, 0.1]
  const { workOrders, periods: used } = await planServices({ ...input, terms: poor, loads, lives })
  expect(workOrders.map(({ period }) => period)).toEqual([3, 3, 3, 3])
  expect(used[1]!.partsOrdered).toBe(4)
  expect(used[3]).toMatchObject({ partsArriving: 4, partsInStock: 0 })
})

test('machines under repair take the crew before any service', async () => {
  const lives = [lifeOf([12, 13, 14, 15], 'a')]
  const workshop = { waiting: 1, stock: 2, arrivals: [] }
  const { workOrders } = await planServices({ ...input, lives, workshop })
  expect(workOrders[0]!.period).toBe(1)
})

test('dates far ahead are provisional and take no crew from firm orders', async () => {
  const loads = [1, 1, 1, 1, 1, 1, 1, 1]
  const labels = loads.map((_, t) => `w${t + 1}`)
  // One fails in the third period, one around the seventh.
  const lives = [lifeOf([25, 25, 26, 26], 'soon'), lifeOf([64, 65, 66, 67], 'far')]
  const plan = await planServices({
    ...input,
    terms: { ...terms, horizon: 8, firm_periods: 3 },
    loads,
    lives,
    periods: labels,
    foresight: 0,
  })
  expect(plan.firmPeriods).toBe(3)
  expect(plan.workOrders.map(({ machine, period, isFirm }) => [machine, period, isFirm])).toEqual([
    ['soon', 2, true],
    ['far', 6, false],
  ])
})

test('each step is the best of all schedules that are open to it', async () => {
  const long = { ...terms, horizon: 8, firm_periods: 2, parts: { ...terms.parts!, stock: 1 } }
  const workshop = { waiting: 0, stock: 1, arrivals: [] }
  const labels = Array.from({ length: 8 }, (_, t) => `w${t + 1}`)
  for (let seed = 1; seed <= 3; seed++) {
    const random = createRandom(seed)
    const loads = Array.from({ length: 8 }, () => 0.3 + 1.4 * random.uniform())
    const lives = ['a', 'b'].map((name) =>
      lifeOf(
        Array.from({ length: 5 }, () => 100 * random.uniform()),
        name,
      ),
    )
    const outlook = { loads, costRate: 20, foresight: 0 }
    const plan = await planServices({ ...outlook, terms: long, lives, periods: labels, workshop })
    const services = lives.map(
      ({ machine }) => plan.workOrders.find((order) => order.machine === machine)?.period ?? null,
    )
    const orders = plan.periods.map(({ partsOrdered }) => partsOrdered)

    // All eight periods are looked ahead to, so that what is firm is of the best schedule of all.
    const first = serviceProblem(lives, long, outlook, workshop).problem
    const leastOfAll = Math.min(...[...everySchedule(first, 1)].map((s) => scheduleCost(first, s)))
    expect(scheduleCost(first, { services, orders })).toBeLessThanOrEqual(leastOfAll * 1.0021)

    const firm = {
      periodCount: 2,
      services: services.map((period) => (period !== null && period < 2 ? period : null)),
      orders: orders.map((count, t) => (t === 0 ? count : 0)),
    }
    const all = { ...serviceProblem(lives, long, outlook, workshop).problem, firm }
    const least = Math.min(...[...everySchedule(all, 1)].map((s) => scheduleCost(all, s)))
    expect(scheduleCost(all, { services, orders })).toBeLessThanOrEqual(least * 1.0011)
  }
})

test('a usual way that is followed orders by its rule, and proves nothing', async () => {
  const lives = [lifeOf([90, 95], 'a'), lifeOf([90, 95], 'b')]
  const followed = { rule: { way: 'fixed-interval', periods: 5 }, ages: [40, 50] } as const
  const plan = await planServices({ ...input, lives, followed })
  expect(plan.workOrders.map(({ machine, period }) => [machine, period])).toEqual([
    ['b', 0],
    ['a', 1],
  ])
  expect(plan.workOrders[0]!.reasons).toEqual([
    {
      kind: 'rule',
      rule: { way: 'fixed-interval', periods: 5 },
      sentence: 'due by service every 5 periods, which is followed',
    },
  ])
  expect(plan.cost.gap).toBeNull()
})

test('a plan of fewer periods than are held to is firm all through', async () => {
  const lives = [lifeOf([12, 13, 14, 15], 'a')]
  const one = { ...input, terms: { ...terms, horizon: 26 }, loads: [1], periods: ['w1'], lives }
  const { firmPeriods, workOrders, periods: used } = await planServices(one)
  expect(firmPeriods).toBe(1)
  expect(used).toHaveLength(1)
  // Its service can wait until the period after, which nobody asked to plan.
  expect(workOrders).toEqual([])
})
