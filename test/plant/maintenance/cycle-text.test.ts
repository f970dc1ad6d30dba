import { expect, test } from 'vitest'
import { cycleText, cycleUnit, instantOf } from '../../../src/plant/maintenance/cycle-text.ts'

test('counts stay, times become dates', () => {
  const hours = Date.UTC(2024, 2, 5) / 3_600_000
  expect(cycleText(310)).toBe('310')
  expect(cycleText(310.26)).toBe('310.3')
  expect(cycleText(hours, 'time')).toBe('2024-03-05')
  expect(cycleText(hours + 14.5, 'time')).toBe('2024-03-05 14:30')
  expect(instantOf(hours)).toBe(Date.UTC(2024, 2, 5))
})

test('lengths of life are cycles or hours', () => {
  expect([cycleUnit(), cycleUnit('time')]).toEqual(['cycles', 'hours'])
})
