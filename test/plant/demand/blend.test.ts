import { describe, expect, test } from 'vitest'
import { blendLoss, chooseBlend, relativeLoss } from '../../../src/plant/demand/blend.ts'
import type { Validation } from '../../../src/plant/demand/validation.ts'

/** Point forecasts per candidate and case, of one step each, as all nine deciles. */
function validationOf(
  actuals: readonly number[],
  candidates: readonly (readonly number[])[],
): Validation {
  return {
    cases: actuals.map((actual, series) => ({
      segment: 'smooth',
      series,
      actuals: Float64Array.of(actual),
      weight: actual,
      count: 1,
      scale: 2,
    })),
    candidates: [],
    quantiles: candidates.map((points) =>
      Float64Array.from({ length: points.length * 9 }, (_, i) => points[Math.floor(i / 9)]!),
    ),
  }
}

const reference = { wql: 1, scaled: 1 }

describe('blend', () => {
  test('the loss by hand', () => {
    const validation = validationOf([10, 20], [[8, 20]])
    // A point at all levels loses its absolute error.
    expect(blendLoss(validation, [0, 1], [1])).toEqual({ wql: 2 / 30, scaled: 2 / 2 / 2 })
  })

  test('a perfect candidate takes it all', () => {
    const validation = validationOf(
      [10, 20],
      [
        [9, 25],
        [10, 20],
      ],
    )
    expect(chooseBlend(validation, [0, 1], reference)).toEqual({
      weights: [0, 1],
      loss: { wql: 0, scaled: 0 },
    })
  })

  test('candidates that err in opposite ways are mixed', () => {
    const validation = validationOf(
      [10, 20],
      [
        [8, 16],
        [12, 24],
      ],
    )
    const { weights, loss } = chooseBlend(validation, [0, 1], reference)
    expect(weights).toEqual([0.5, 0.5])
    expect(loss.wql).toBeCloseTo(0, 12)
  })

  test('it is never worse than the best single candidate', () => {
    const validation = validationOf(
      [3, 9, 4, 0],
      [
        [1, 8, 4, 0],
        [3, 4, 9, 1],
        [5, 9, 1, 2],
      ],
    )
    const rows = [0, 1, 2, 3]
    const { loss } = chooseBlend(validation, rows, reference)
    for (const weights of [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]) {
      const single = blendLoss(validation, rows, weights)
      expect(relativeLoss(loss, reference)).toBeLessThanOrEqual(relativeLoss(single, reference))
    }
  })

  test('a loss that the reference has not is left out of the comparison', () => {
    expect(relativeLoss({ wql: 1, scaled: 3 }, { wql: 2, scaled: Number.NaN })).toBe(0.5)
    expect(relativeLoss({ wql: 1, scaled: 3 }, { wql: 2, scaled: 2 })).toBe(1)
    expect(relativeLoss({ wql: 0, scaled: 0 }, { wql: 0, scaled: 0 })).toBe(0)
  })
})
