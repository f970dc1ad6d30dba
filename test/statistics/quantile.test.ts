import fc from 'fast-check'
import { expect, test } from 'vitest'
import { median, quantileOfSorted } from '../../src/statistics/quantile.ts'

test('quantiles are interpolated', () => {
  expect(quantileOfSorted([0, 10], 0.3)).toBeCloseTo(3, 12)
  expect(quantileOfSorted([1, 2, 9], 0.5)).toBe(2)
  expect(quantileOfSorted([], 0.5)).toBeNaN()
})

test('quantiles of one sample never cross', () => {
  const level = fc.double({ min: 0, max: 1, noNaN: true })
  const sample = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(sample, level, level, (values, a, b) => {
      const sorted = Float64Array.from(values).sort()
      const low = quantileOfSorted(sorted, Math.min(a, b))
      expect(low).toBeLessThanOrEqual(quantileOfSorted(sorted, Math.max(a, b)) + 1e-9)
    }),
  )
})

test('the median of an even number is the mean of the middle two, whatever the order', () => {
  expect(median([9, 1, 4, 2])).toBe(3)
  expect(median([100, -20, 3])).toBe(3)
  expect(median([])).toBeNaN()
})
