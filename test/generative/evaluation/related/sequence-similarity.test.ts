import { describe, expect, test } from 'vitest'
import {
  autocorrelations,
  autocorrelationSimilarity,
  interRowSimilarity,
  statisticSimilarity,
} from '../../../../src/generative/evaluation/related/sequence-similarity.ts'

const of = (...sequences: number[][]) => sequences.map((values) => Float64Array.from(values))

describe('statistics of sequences', () => {
  test('one number of each sequence is compared', () => {
    expect(statisticSimilarity(of([1, 3], [5, 5]), of([2, 2], [4, 6]), 'mean')).toBe(1)
    // Deviations of sqrt(2) and 0 against 0 and sqrt(2) are the same; against 0 and 0 half apart.
    expect(statisticSimilarity(of([1, 3], [5, 5]), of([2, 2], [4, 6]), 'std')).toBe(1)
    expect(statisticSimilarity(of([1, 3], [5, 5]), of([2, 2], [4, 4]), 'std')).toBe(0.5)
  })

  test('gaps are left out', () => {
    expect(statisticSimilarity(of([1, NaN, 3]), of([2]), 'mean')).toBe(1)
  })
})

test('differences of rows are those within a sequence', () => {
  expect(interRowSimilarity(of([1, 2, 3], [100]), of([7, 8]))).toBe(1)
  expect(interRowSimilarity(of([1, 2, 3]), of([1, 2, 3]), 2)).toBe(1)
  expect(interRowSimilarity(of([0, 1, 1]), of([0, 1]))).toBe(0.5)
})

describe('autocorrelation', () => {
  test('is that of the definition', () => {
    // About the mean 0: (1)(-1) + (-1)(1) + ... = -5 of 6.
    expect(autocorrelations(of([1, -1, 1, -1, 1, -1]), 1)[0]).toBeCloseTo(-5 / 6, 12)
  })

  test('is undefined for what is constant, short or has gaps', () => {
    const found = autocorrelations(of([2, 2, 2, 2, 2, 2], [1, 2], [1, 2, NaN, 3, 1, 2]), 1)
    expect(found.every(Number.isNaN)).toBe(true)
  })

  test('two means that are 1 apart are half alike', () => {
    const waves = of([1, -1, 1, -1, 1, -1])
    const ramp = of([1, 1, 1, -1, -1, -1])
    const apart = Math.abs(autocorrelations(waves, 1)[0]! - autocorrelations(ramp, 1)[0]!)
    expect(autocorrelationSimilarity(waves, ramp, 1)).toBeCloseTo(1 - apart / 2, 12)
  })
})
