import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  coverage,
  crpsOfSorted,
  deciles,
  pinballLoss,
  probabilityIntegralTransform,
  quantileLossSums,
  weightedQuantileLoss,
} from '../../../src/generative/evaluation/scores.ts'
import { createRandom } from '../../../src/random.ts'

const sampleArbitrary = fc
  .array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 })
  .map((values) => Float64Array.from(values).sort())

describe('scores', () => {
  test('pinball loss by hand', () => {
    expect(pinballLoss(10, 8, 0.9)).toBeCloseTo(1.8, 12)
    expect(pinballLoss(8, 10, 0.9)).toBeCloseTo(0.2, 12)
    expect(pinballLoss(5, 5, 0.3)).toBe(0)
  })

  test('weighted quantile loss by hand, missing actuals left out', () => {
    // Level .5: 2 * (.5 * 2 + .5 * 1) = 3; level .9: 2 * (.9 * 1 + .1 * 2) = 2.2; weight 10 + 4.
    const actuals = Float64Array.of(10, Number.NaN, 4)
    const quantiles = Float64Array.of(8, 9, 0, 0, 5, 6)
    expect(weightedQuantileLoss(actuals, quantiles, [0.5, 0.9])).toBeCloseTo((3 + 2.2) / 2 / 14, 12)
    expect(quantileLossSums(actuals, quantiles, [0.5, 0.9]).weight).toBe(14)
  })

  test('the loss of a point forecast at all levels is its weighted absolute error', () => {
    const flat = new Float64Array(9).fill(7)
    expect(weightedQuantileLoss(Float64Array.of(10), flat, deciles)).toBeCloseTo(0.3, 12)
  })

  test('all-zero actuals have no weighted loss', () => {
    expect(weightedQuantileLoss(new Float64Array(1), new Float64Array(9))).toBeNaN()
  })

  test('the CRPS of a sample is mean |x - y| less half the mean difference of pairs', () => {
    fc.assert(
      fc.property(sampleArbitrary, fc.double({ min: -1e3, max: 1e3, noNaN: true }), (sorted, y) => {
        let distance = 0
        let pairs = 0
        for (const a of sorted) {
          distance += Math.abs(a - y)
          for (const b of sorted) pairs += Math.abs(a - b)
        }
        const expected = distance / sorted.length - pairs / (2 * sorted.length ** 2)
        expect(crpsOfSorted(sorted, y)).toBeCloseTo(expected, 6)
      }),
    )
  })

  test('the CRPS of a large normal sample is the closed form', () => {
    const sample = createRandom(1).fillNormal(new Float64Array(200_000)).sort()
    // At the mean of a standard normal: (sqrt(2) - 1) / sqrt(pi).
    expect(crpsOfSorted(sample, 0)).toBeCloseTo((Math.SQRT2 - 1) / Math.sqrt(Math.PI), 2)
  })

  test('coverage counts the actuals within the bounds', () => {
    const low = Float64Array.of(0, 0, 0, 0)
    const high = Float64Array.of(1, 1, 1, 1)
    expect(coverage(Float64Array.of(0, 0.5, 2, Number.NaN), low, high)).toBeCloseTo(2 / 3, 12)
  })

  test('the transform is uniform for counts drawn from the forecast', () => {
    const random = createRandom(7)
    const draw = (): number => (random.uniform() < 0.7 ? 0 : random.integer(5))
    let sum = 0
    let sumOfSquares = 0
    const repeats = 4000
    for (let i = 0; i < repeats; i++) {
      const sorted = Float64Array.from({ length: 30 }, draw).sort()
      const value = probabilityIntegralTransform(sorted, draw(), random.uniform())
      sum += value
      sumOfSquares += value * value
    }
    expect(sum / repeats).toBeCloseTo(1 / 2, 1)
    expect(sumOfSquares / repeats).toBeCloseTo(1 / 3, 1)
  })
})
