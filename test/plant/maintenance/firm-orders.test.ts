import { expect, test } from 'vitest'
import { firmPeriodCount, firmProblem } from '../../../src/plant/maintenance/firm-orders.ts'
import { lifeOf, terms } from './lives.ts'

const year = { ...terms, horizon: 26 }

test('orders are firm for four periods, for longer where parts take longer, and never beyond the horizon', () => {
  const withLeadTime = (lead_time: number) => ({ ...year, parts: { ...terms.parts!, lead_time } })
  expect(firmPeriodCount(year)).toBe(4)
  expect(firmPeriodCount({ ...year, parts: undefined })).toBe(4)
  expect(firmPeriodCount(withLeadTime(3))).toBe(4)
  expect(firmPeriodCount(withLeadTime(6))).toBe(7)
  expect(firmPeriodCount({ ...withLeadTime(6), firm_periods: 2 })).toBe(2)
  expect(firmPeriodCount({ ...year, horizon: 3 })).toBe(3)
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
