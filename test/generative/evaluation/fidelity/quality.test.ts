import { describe, expect, test } from 'vitest'
import { mean, quality } from '../../../../src/generative/evaluation/fidelity/quality.ts'
import { category, linkedRows, numbers } from '../tables.ts'

describe('quality', () => {
  test('the real rows themselves score 1 throughout', () => {
    const rows = linkedRows(200, 1)
    const scores = quality(rows, rows)
    expect(scores.quality).toBeCloseTo(1, 12)
    expect(scores.qualityAboveThreshold).toBeCloseTo(1, 12)
    expect(scores.boundaryAdherence).toBe(1)
    expect(scores.categoryAdherence).toBe(1)
  })

  test('worked by hand: one number, one category', () => {
    const levels = ['a', 'b']
    const real = [numbers('x', [0, 0, 10, 10]), category('f', levels, ['a', 'a', 'b', 'b'])]
    const synthetic = [numbers('x', [0, 10, 10, 10]), category('f', levels, ['a', 'a', 'a', 'b'])]
    const scores = quality(real, synthetic)
    expect(scores.columns.map(({ shape }) => shape)).toEqual([0.75, 0.75])
    // Joint shares .5 (0 a) .5 (10 b) against .25 (0 a) .5 (10 a) .25 (10 b).
    expect(scores.pairs.map(({ score }) => score)).toEqual([0.5])
    expect(scores.pairs[0]!.realAssociation).toBeCloseTo(1, 12)
    expect(scores.quality).toBe(0.625)
    expect(scores.pairsAboveThreshold).toBe(1)
  })

  test('independent columns keep the shapes and lose the pairs', () => {
    const scores = quality(linkedRows(4000, 1), linkedRows(4000, 2, 0))
    expect(scores.columnShapes).toBeGreaterThan(0.95)
    expect(scores.columnPairs).toBeLessThan(0.75)
    expect(scores.columnPairsAboveThreshold).toBeLessThan(0.75)
  })

  test('weak pairs count in one convention alone', () => {
    const scores = quality(linkedRows(4000, 1, 0), linkedRows(4000, 2, 0))
    expect(scores.columnPairs).toBeGreaterThan(0.95)
    expect(scores.pairsAboveThreshold).toBe(0)
    expect(scores.columnPairsAboveThreshold).toBeNaN()
    expect(scores.qualityAboveThreshold).toBe(scores.columnShapes)
  })
})

test('a mean is of what is defined', () => {
  expect(mean([1, Number.NaN, 3])).toBe(2)
  expect(mean([])).toBeNaN()
})
