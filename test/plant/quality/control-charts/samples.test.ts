import { expect, test } from 'vitest'
import { checkCounts } from '../../../../src/plant/quality/control-charts/samples.ts'

test('defects may be more than the amount inspected, failing units may not', () => {
  const samples = [{ label: 'a', count: 7, size: 2.5 }]
  expect(() => checkCounts(samples, { isWithinSize: false })).not.toThrow()
  expect(() => checkCounts(samples, { isWithinSize: true })).toThrow('broken size')
})

test('a missing count is not looked at', () => {
  expect(() =>
    checkCounts([{ label: 'a', count: Number.NaN, size: 0 }], { isWithinSize: true }),
  ).not.toThrow()
})
