import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distributionOf } from '../../../src/plant/production/plan.ts'

describe('distributionOf', () => {
  test('quantiles of 0 to 10 are their positions', () => {
    expect(distributionOf([10, 0, 9, 1, 8, 2, 7, 3, 6, 4, 5])).toEqual({
      mean: 5,
      q10: 1,
      q50: 5,
      q90: 9,
    })
  })

  test('quantiles are ordered and within the values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }),
        (values) => {
          const { q10, q50, q90 } = distributionOf(values)
          expect(q10).toBeGreaterThanOrEqual(Math.min(...values))
          expect(q50).toBeGreaterThanOrEqual(q10)
          expect(q90).toBeGreaterThanOrEqual(q50)
          expect(q90).toBeLessThanOrEqual(Math.max(...values))
        },
      ),
    )
  })
})
