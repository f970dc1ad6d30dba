import { expect, test } from 'vitest'
import { firmPeriodCount, firmProblem } from '../../../src/plant/maintenance/firm-orders.ts'
import { serviceCost } from '../../../src/plant/maintenance/service-costs.ts'
import { lifeOf, terms } from './lives.ts'

const year = { ...terms, horizon: 26 }

test('orders are firm for four periods, for longer where parts take longer, and never beyond the periods planned', () => {
  const withLeadTime = (lead_time: number) => ({ ...year, parts: { ...terms.parts!, lead_time } })
  expect(firmPeriodCount(year, 26)).toBe(4)
  expect(firmPeriodCount({ ...year, parts: undefined }, 26)).toBe(4)
  expect(firmPeriodCount(withLeadTime(3), 26)).toBe(4)
  expect(firmPeriodCount(withLeadTime(6), 26)).toBe(7)
  expect(firmPeriodCount({ ...withLeadTime(6), firm_periods: 2 }, 26)).toBe(2)
  expect(firmPeriodCount(year, 3)).toBe(3)
})

test('firm orders are decided by looking eight periods ahead, with the loads after them', () => {
  const loads = Array.from({ length: 26 }, (_, t) => 1 + t / 26)
  const outlook = { loads, costRate: 20, foresight: 0 }
  const workshop = { waiting: 0, stock: 1, arrivals: [0, 1] }
  const { problem } = firmProblem([lifeOf([15, 90])], year, outlook, workshop)
  expect(problem.periodCount).toBe(8)
  expect(problem.machines[0]!.cost).toHaveLength(9)
  expect(problem.parts!.arrivals.slice(0, 3)).toEqual([0, 1, 0])
  const usual = firmProblem(
    [lifeOf([15, 90])],
    year,
    { ...outlook, loads: loads.slice(0, 8) },
    workshop,
  )
  // A life that ends in the ninth period: its service costs more at a higher load.
  expect(problem.machines[0]!.cost.at(-1)!).toBeGreaterThan(usual.problem.machines[0]!.cost.at(-1)!)
})

test('they are decided so even where fewer periods are planned, or parts take longer', () => {
  const outlook = { loads: [1.5, 0.5], costRate: 20, foresight: 0 }
  const workshop = { waiting: 0, stock: 0, arrivals: [] }
  const lives = [lifeOf([15, 90])]
  const { problem } = firmProblem(lives, year, outlook, workshop)
  expect(problem.periodCount).toBe(8)
  expect(problem.machines[0]!.cost[2]! - problem.machines[0]!.cost[1]!).toBeGreaterThan(
    0.5 * (serviceCost(year, 1) - serviceCost(year, 0.5)),
  )
  const slow = { ...year, parts: { ...terms.parts!, lead_time: 11 } }
  expect(firmProblem(lives, slow, outlook, workshop).problem.periodCount).toBe(12)
})
