import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  areaUnderRoc,
  averagePrecision,
  explainedVariance,
  precisionRecallCurve,
  recallAtPrecision,
  thresholdScores,
} from '../../../src/generative/evaluation/classification-scores.ts'

const of = (...values: number[]) => Float64Array.from(values)
// Ranked + - + + -: one negative is below two of three positives.
const scores = of(0.9, 0.8, 0.7, 0.6, 0.1)
const classes = of(1, 0, 1, 1, 0)

test('areas and curves worked by hand', () => {
  expect(areaUnderRoc(scores, classes)).toBeCloseTo(4 / 6, 12)
  expect(averagePrecision(scores, classes)).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3, 12)
  expect(recallAtPrecision(scores, classes, 0.75)).toBe(1)
  expect(recallAtPrecision(scores, classes, 0.8)).toBeCloseTo(1 / 3, 12)
  expect(precisionRecallCurve(scores, classes)[1]).toEqual({
    threshold: 0.8,
    precision: 0.5,
    recall: 1 / 3,
  })
})

test('tied scores are one threshold, and count half in the area', () => {
  const tied = of(0.5, 0.5, 0.5, 0.5)
  expect(areaUnderRoc(tied, of(1, 0, 1, 0))).toBe(0.5)
  expect(precisionRecallCurve(tied, of(1, 0, 1, 0))).toHaveLength(1)
})

test('the area is the share of pairs in the right order', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean())
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 30 }), (rows) => {
      const positives = rows.filter(([, positive]) => positive)
      const negatives = rows.filter(([, positive]) => !positive)
      fc.pre(positives.length > 0 && negatives.length > 0)
      const pairs = positives.flatMap(([a]) =>
        negatives.map(([b]) => (a > b ? 1 : a === b ? 0.5 : 0)),
      )
      const share = pairs.reduce((sum: number, pair) => sum + pair, 0) / pairs.length
      const area = areaUnderRoc(
        Float64Array.from(rows, ([score]) => score),
        Float64Array.from(rows, ([, positive]) => +positive),
      )
      expect(area).toBeCloseTo(share, 9)
    }),
  )
})

test('at a threshold: two of three found, one of three called wrongly', () => {
  expect(thresholdScores(scores, classes, 0.7)).toEqual({
    accuracy: 3 / 5,
    precision: 2 / 3,
    recall: 2 / 3,
    f1: 2 / 3,
  })
  expect(thresholdScores(of(0, 0), of(1, 0))).toMatchObject({ precision: 0, recall: 0, f1: 0 })
})

test('the mean explains nothing, the truth everything', () => {
  expect(explainedVariance(of(2, 2, 2), of(1, 2, 3))).toBe(0)
  expect(explainedVariance(of(1, 2, 3), of(1, 2, 3))).toBe(1)
})
