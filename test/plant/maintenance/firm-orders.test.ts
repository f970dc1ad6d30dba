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

test('what comes after the firm periods is not a choice', () => {
  const outlook = { loads: Array.from({ length: 26 }, () => 1), costRate: 20, foresight: 0 }
  const workshop = { waiting: 0, stock: 1, arrivals: [0, 1] }
  const { problem } = firmProblem([lifeOf([15, 90])], year, outlook, workshop)
  expect(problem.periodCount).toBe(4)
  expect(problem.machines[0]!.cost).toHaveLength(5)
  expect(problem.parts!.arrivals).toEqual([0, 1, 0, 0])
})
