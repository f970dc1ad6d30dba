import { describe, expect, test } from 'vitest'
import { segmentOf } from '../../../src/plant/demand/segment.ts'

const every = (gap: number, sizes: readonly number[]): Float64Array =>
  Float64Array.from({ length: 24 }, (_, i) =>
    i % gap === 0 ? sizes[(i / gap) % sizes.length]! : 0,
  )

describe('segments', () => {
  test('by how often demand comes and how much its size varies', () => {
    expect(segmentOf(every(1, [5, 6]))).toBe('smooth')
    expect(segmentOf(every(1, [1, 1, 30]))).toBe('erratic')
    expect(segmentOf(every(3, [5, 6]))).toBe('intermittent')
    expect(segmentOf(every(3, [1, 1, 30]))).toBe('lumpy')
  })

  test('histories too short to tell', () => {
    expect(segmentOf(new Float64Array(0))).toBe('new')
    expect(segmentOf(Float64Array.of(Number.NaN))).toBe('new')
    expect(segmentOf(Float64Array.of(1, 2, 3))).toBe('short')
    expect(segmentOf(new Float64Array(30))).toBe('intermittent')
  })
})
