import { describe, expect, test } from 'vitest'
import {
  absoluteErrors,
  seasonalNaiveScale,
  squaredErrors,
  symmetricPercentageErrors,
} from '../../../src/generative/evaluation/point-errors.ts'

const gap = Number.NaN

describe('point errors', () => {
  test('the naive scale by hand, with and without a season', () => {
    const history = Float64Array.of(1, 3, 2, 6)
    expect(seasonalNaiveScale(history, 1)).toBeCloseTo((2 + 1 + 4) / 3, 12)
    expect(seasonalNaiveScale(history, 2)).toBeCloseTo((1 + 3) / 2, 12)
    expect(seasonalNaiveScale(history, 1, 2)).toBeCloseTo((4 + 1 + 16) / 3, 12)
  })

  test('pairs with a gap do not count, and without a pair there is no scale', () => {
    expect(seasonalNaiveScale(Float64Array.of(1, gap, 5, 8), 1)).toBe(3)
    expect(seasonalNaiveScale(Float64Array.of(1), 1)).toBeNaN()
  })

  test('errors add up over the actuals that are there', () => {
    const actuals = Float64Array.of(10, gap, 0, 0)
    const forecasts = Float64Array.of(8, 1, 0, 2)
    expect(absoluteErrors(actuals, forecasts)).toEqual({ sum: 4, count: 3 })
    expect(squaredErrors(actuals, forecasts)).toEqual({ sum: 8, count: 3 })
    const { sum, count } = symmetricPercentageErrors(actuals, forecasts)
    expect(sum).toBeCloseTo((200 * 2) / 18 + 0 + 200, 12)
    expect(count).toBe(3)
  })
})
