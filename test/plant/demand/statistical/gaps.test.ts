import { describe, expect, test } from 'vitest'
import { fillGaps } from '../../../../src/plant/demand/statistical/gaps.ts'

const gap = Number.NaN

describe('gaps', () => {
  test('a whole history is returned as it is', () => {
    const values = Float64Array.of(1, 2)
    expect(fillGaps(values, 1)).toBe(values)
  })

  test('without a season the last value stands in, with one the value a season before', () => {
    expect([...fillGaps(Float64Array.of(gap, 1, gap, gap, 4), 1)]).toEqual([1, 1, 1, 4])
    expect([...fillGaps(Float64Array.of(1, 2, 3, gap, gap), 3)]).toEqual([1, 2, 3, 1, 2])
    expect([...fillGaps(Float64Array.of(1, gap, 3), 3)]).toEqual([1, 1, 3])
  })
})
