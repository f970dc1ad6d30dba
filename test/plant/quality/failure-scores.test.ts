import { expect, test } from 'vitest'
import {
  failureScores,
  isClearlyBetter,
  logScore,
  reliability,
  surpriseOf,
  wilson,
} from '../../../src/plant/quality/failure-scores.ts'
import { createRandom } from '../../../src/random.ts'

test('scores of two records are those of their formulas', () => {
  const scores = failureScores(Float64Array.of(0.8, 0.3), Float64Array.of(1, 0))
  expect(scores.brier).toBeCloseTo((0.04 + 0.09) / 2, 12)
  expect(scores.logScore).toBeCloseTo(-(Math.log(0.8) + Math.log(0.7)) / 2, 12)
  expect(scores).toMatchObject({ f1: 1, areaUnderRoc: 1, averagePrecision: 1 })
})

test('what was held impossible costs much, but not infinitely much', () => {
  expect(surpriseOf(0, 1)).toBeCloseTo(-Math.log(1e-6), 9)
  expect(logScore(Float64Array.of(1), Float64Array.of(1))).toBe(0)
})

test('better is what gains more than the standard error of its gains', () => {
  const failed = Float64Array.of(1, 0, 1, 0)
  const half = new Float64Array(4).fill(0.5)
  expect(isClearlyBetter(Float64Array.of(0.7, 0.3, 0.6, 0.4), half, failed)).toBe(true)
  // Gains of log 1.8 and -log 1.25 in turns: the mean is positive and less than its standard error.
  const mixed = Float64Array.of(0.9, 0.6, 0.4, 0.1)
  expect(logScore(mixed, failed)).toBeLessThan(logScore(half, failed))
  expect(isClearlyBetter(mixed, half, failed)).toBe(false)
  expect(isClearlyBetter(half, half, failed)).toBe(false)
})

test('the interval of a share is that of a worked example', () => {
  // Wilson's interval of 1 in 10 at 95%: 0.0179 to 0.4042 (Newcombe 1998).
  const { lower, upper } = wilson(1, 10, 1.959964)
  expect(lower).toBeCloseTo(0.0179, 4)
  expect(upper).toBeCloseTo(0.4042, 4)
  expect(wilson(0, 0)).toMatchObject({ lower: 0, upper: 1 })
})

test('records of true probabilities lie on the diagonal, and each in one bin', () => {
  const random = createRandom(3)
  const p = random.fillUniform(new Float64Array(5000))
  const bins = reliability(
    p,
    p.map((value) => +(random.uniform() < value)),
  )
  expect(bins.reduce((sum, { records }) => sum + records, 0)).toBe(5000)
  const inside = bins.filter(
    ({ predicted, observed }) => predicted > observed.lower && predicted < observed.upper,
  )
  expect(inside.length).toBeGreaterThanOrEqual(7)
})

test('no probability stands in two bins', () => {
  const p = Float64Array.from({ length: 100 }, (_, i) => (i < 95 ? 0.1 : 0.9))
  expect(reliability(p, p.map(Math.round)).map(({ records }) => records)).toEqual([95, 5])
})
