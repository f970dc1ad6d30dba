import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limitOf, partByStretches, stretchOf } from '../../../src/plant/quality/stretches.ts'

describe('parts by stretches', () => {
  test('hold out every fourth of twenty, whole', () => {
    const rows = Array.from({ length: 200 }, (_, i) => 2 * i)
    const { learnt, held } = partByStretches(rows)
    expect([learnt.length, held.length]).toEqual([150, 50])
    // The fourth stretch of ten, then the eighth.
    expect(held.slice(0, 11)).toEqual([60, 62, 64, 66, 68, 70, 72, 74, 76, 78, 140])
  })

  test('lose no row and keep their order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (count) => {
        const rows = Array.from({ length: count }, (_, i) => i)
        const { learnt, held } = partByStretches(rows)
        expect([...learnt, ...held].sort((a, b) => a - b)).toEqual(rows)
        expect(held.every((row, i) => i === 0 || row > held[i - 1]!)).toBe(true)
        expect(rows.every((row) => stretchOf(row, count) < 20)).toBe(true)
      }),
    )
  })
})

describe('a limit', () => {
  test('is the value of the conformal rank: one more exceeds it no more often than stated', () => {
    // 99 values and one more: of 100 ranks the highest is beyond the 99th.
    const values = Float64Array.from({ length: 99 }, (_, i) => i + 1)
    expect(limitOf(values, 0.01)).toBe(99)
    expect(limitOf(values, 0.05)).toBe(95)
  })

  test('is the largest of few values, and none without any; NaN is none', () => {
    expect(limitOf(Float64Array.of(3, NaN, 7), 0.01)).toBe(7)
    expect(limitOf(Float64Array.of(NaN), 0.01)).toBe(Infinity)
  })
})
