import { expect, test } from 'vitest'
import {
  failureCost,
  foreseenCostRate,
  holdingCost,
  machineOutlook,
  replannedOutlook,
  serviceCost,
  waitingCost,
} from '../../../src/plant/maintenance/service-costs.ts'
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

test('where plans are made anew a fleet costs half more than if all failures were foreseen', () => {
  expect(replannedOutlook(terms, 180)).toEqual({ costRate: 30, foresight: 0 })
})
