import { expect, test } from 'vitest'
import { cyclesPerPeriodOf } from '../../../src/plant/maintenance/period-length.ts'

test('what is said holds', () => {
  expect(cyclesPerPeriodOf('number', 40, 'week')).toBe(40)
  expect(cyclesPerPeriodOf('time', 80, 'week')).toBe(80)
})

test('counts go one by one, times by the hours of the period', () => {
  expect(cyclesPerPeriodOf('number', undefined, 'week')).toBe(1)
  expect(cyclesPerPeriodOf('time', undefined, 'week')).toBe(7 * 24)
  expect(cyclesPerPeriodOf('time', undefined, 'day')).toBe(24)
})

test('times without a calendar are refused', () => {
  expect(() => cyclesPerPeriodOf('time', undefined)).toThrow('expected the hours of a period')
})
