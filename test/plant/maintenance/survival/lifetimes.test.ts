import { expect, test } from 'vitest'
import {
  exposureOf,
  lifetimesOf,
  requireFailures,
} from '../../../../src/plant/maintenance/survival/lifetimes.ts'
import { lifeTo } from './lives.ts'

test('a life that was seen from its start has no entry age, a late one has', () => {
  const early = lifeTo('a', 5, 'failure')
  const late = { ...lifeTo('b', 9, 'service'), cycles: Float64Array.of(6, 7, 8, 9) }
  expect(lifetimesOf([early, late])).toEqual([
    { entryAge: 0, age: 5, failed: true },
    { entryAge: 6, age: 9, failed: false },
  ])
})

test('exposure counts cycles under observation', () => {
  expect(exposureOf([{ entryAge: 6, age: 9, failed: false }])).toBe(3)
})

test('a fleet without a failure is told what is known all the same', () => {
  const lifetimes = lifetimesOf([lifeTo('a', 500, 'end'), lifeTo('b', 500, 'service')])
  expect(() => requireFailures('pumps', lifetimes)).toThrow(
    'fleet pumps: no failure yet, expected at least one to learn lives from, got 2 lives and 1000 cycles without',
  )
  // 1000 / -ln(0.05) = 333.8
  expect(() => requireFailures('pumps', lifetimes)).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('less than once in 333 cycles') }),
  )
})
