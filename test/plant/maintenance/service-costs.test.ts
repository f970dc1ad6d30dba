import { expect, test } from 'vitest'
import {
  failureCost,
  foreseenCostRate,
  holdingCost,
  machineOutlook,
  outlookOnAges,
  outlookOnWear,
  serviceCost,
  waitingCost,
} from '../../../src/plant/maintenance/service-costs.ts'
import { weibullAlive, weibullRemaining } from '../../../src/plant/maintenance/survival/weibull.ts'
import { lifeOf, terms } from './lives.ts'

const even = { loads: [1, 1, 1, 1], costRate: 20 }

test('a failure and a service cost money, a part and lost hours at the load of the period', () => {
  expect(failureCost(terms, 1)).toBe(1340)
  expect(serviceCost(terms, 0.5)).toBe(330)
  expect(waitingCost(terms, 2)).toBe(480)
  expect(holdingCost(terms)).toBe(0.5)
  expect(serviceCost({ ...terms, parts: undefined }, 1)).toBe(260)
})

test('the cost by period of service is added up by hand', () => {
  // Half fail in the second period, half in the fourth.
  const { cost, failures, repairs } = machineOutlook(lifeOf([15, 35]), terms, even)
  expect([...failures]).toEqual([0, 0.5, 0, 0.5])
  expect([...repairs]).toEqual([0, 0, 0.5, 0])
  expect([...cost]).toEqual([
    360 + 4 * 20,
    360 + 3 * 20,
    0.5 * (1340 + 2 * 20) + 0.5 * (360 + 2 * 20),
    0.5 * (1340 + 2 * 20) + 0.5 * (360 + 20),
    0.5 * (1340 + 2 * 20) + 0.5 * 1340,
  ])
})

test('a failure, and a service that is not planned here, take a visit of their own', () => {
  const far = { ...terms, costs: { ...terms.costs, visit: 50 } }
  const lives = [lifeOf([15, 35]), lifeOf([75])] as const
  const added = lives.map((life) => {
    const near = machineOutlook(life, terms, even).cost
    return [...machineOutlook(life, far, even).cost].map((cost, t) => cost - near[t]!)
  })
  // Half have failed by the third and the fourth period, all by the end.
  expect(added[0]).toEqual([0, 0, 25, 25, 50])
  expect(added[1]).toEqual([0, 0, 0, 0, 50])
  const foreseen = { ...even, foresight: 0 }
  expect(machineOutlook(lives[1], far, foreseen).cost[4]).toBe(360 + 50 - 3 * 20)
  expect(foreseenCostRate(far, 100)).toBeCloseTo(41)
  // Failures at random: no service pays, and each costs 1340 and its visit.
  const atRandom = (age: number): number => Math.exp(-age / 100)
  const rate = (own: typeof terms): number => outlookOnAges(own, atRandom).costRate
  expect(rate(far) / rate(terms)).toBeCloseTo(1390 / 1340)
})

test('a life that ends with a period has failed in it', () => {
  expect([...machineOutlook(lifeOf([0, 10, 10.5, 20]), terms, even).failures]).toEqual([
    0.5, 0.5, 0, 0,
  ])
})

test('a machine that outlives the horizon is charged for its service after it, less what a new one costs until then', () => {
  const { cost } = machineOutlook(lifeOf([75]), terms, even)
  // Served three periods after the horizon.
  expect(cost[4]).toBe(360 - 3 * 20)
  expect(Math.min(...cost)).toBe(cost[4])
})

test('where failures are seen coming, each life is serviced before its own end', () => {
  // The fifth and the eighth period after the horizon, each seen one period ahead.
  const { cost } = machineOutlook(lifeOf([85, 115]), terms, { ...even, foresight: 1 })
  expect(cost[4]).toBeCloseTo(360 - 20 * (0.5 * 3 + 0.5 * 6))
  expect(cost[4]).toBeLessThan(machineOutlook(lifeOf([85, 115]), terms, even).cost[4]!)
})

test('with all failures foreseen each life costs one service', () => {
  expect(foreseenCostRate(terms, 180)).toBe(20)
})

test('loads after the horizon count where they are known', () => {
  const later = { ...even, foresight: 0, laterLoads: [1, 1, 1, 1, 0.5] }
  // The fifth and the eighth period after the horizon: of the one the load is known.
  const { cost } = machineOutlook(lifeOf([85, 115]), terms, later)
  expect(cost[4]).toBeCloseTo(0.5 * (330 - 20 * 4) + 0.5 * (360 - 20 * 7))
})

test('failures that will be shown in time cost a service in their period, but not those of the first', () => {
  const shown = { ...even, shownInTime: 0.5 }
  const { cost } = machineOutlook(lifeOf([5, 15]), terms, shown)
  const first = 0.5 * (1340 + 3 * 20)
  expect(cost[1]).toBeCloseTo(first + 0.5 * (360 + 3 * 20))
  expect(cost[2]).toBeCloseTo(first + 0.5 * (0.5 * (1340 + 2 * 20) + 0.5 * (360 + 3 * 20)))
})

test('where wear is seen a fleet costs a fifth more than if all failures were foreseen', () => {
  const { costRate, ...outlook } = outlookOnWear(terms, 180)
  expect(costRate).toBeCloseTo(24)
  expect(outlook).toEqual({ foresight: 0, shownInTime: 0.5 })
})

test('by ages alone, lives that are all the same cost one service each, and lives that do not age their failures', () => {
  // Alive after three periods, failed in the fourth.
  expect(outlookOnAges(terms, (age) => (age < 40 ? 1 : 0)).costRate).toBeCloseTo(360 / 3)
  const forgetful = outlookOnAges(terms, (age) => 0.8 ** (age / 10)).costRate
  expect(forgetful).toBeCloseTo(1340 * 0.2, 2)
})

test.each([2.5, 4, 6])(
  'by ages alone (shape %d) machines are serviced from the best age on',
  (shape) => {
    const fit = { shape, scale: 220 }
    const outlook = outlookOnAges(terms, (age) => weibullAlive(fit, age))
    const rateOf = (periods: number): number => {
      const alive = Array.from({ length: periods + 1 }, (_, k) => weibullAlive(fit, 10 * k))
      const run = alive.slice(0, -1).reduce((sum, share) => sum + share)
      return (360 * alive.at(-1)! + 1340 * (1 - alive.at(-1)!)) / run
    }
    const ages = Array.from({ length: 40 }, (_, i) => i + 1)
    const best = ages.reduce((a, b) => (rateOf(b) < rateOf(a) ? b : a))
    const first = ages.find((age) => {
      const draws = Array.from({ length: 1000 }, (_, i) =>
        weibullRemaining(fit, 10 * age, (i + 0.5) / 1000),
      )
      const { cost } = machineOutlook(lifeOf(draws), terms, { ...outlook, loads: [1, 1, 1, 1] })
      return cost[0]! <= Math.min(...cost)
    })
    expect(first).toBe(best)
  },
)
