import { expect, test } from 'vitest'
import { better, gapOf, withOvertime } from '../../../src/solvers/lot-sizing/incumbent.ts'
import { oneItem, plainItem } from './problems.ts'

const item = plainItem([4, 4], { usage: [{ resource: 0, hoursPerUnit: 2, setupHours: 1 }] })
const problem = {
  ...oneItem(item, 2),
  resources: [{ name: 'press', hours: [10, 10], overtimeHours: [9, 9], overtimeCost: 3 }],
}
const allocations = new Float64Array(2)

test('overtime is what the lots need beyond the regular hours', () => {
  const plan = withOvertime(problem, { lots: Float64Array.of(8, 0), allocations })
  expect([...plan.overtime]).toEqual([7, 0])
})

test('the cheaper plan stays', () => {
  const first = better(problem, undefined, { lots: Float64Array.of(8, 0), allocations })
  expect(first.objective).toBe(4 + 21)
  const second = better(problem, first, { lots: Float64Array.of(4, 4), allocations })
  expect(second.objective).toBe(0)
  expect(better(problem, second, first.plan)).toBe(second)
})

test('the gap is relative to the objective', () => {
  expect(gapOf(100, 98)).toBeCloseTo(0.02, 12)
  expect(gapOf(-100, -102)).toBeCloseTo(0.02, 12)
  expect(gapOf(0, 0)).toBe(0)
})
