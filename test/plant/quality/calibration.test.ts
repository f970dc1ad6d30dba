import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logOdds, sigmoid } from '../../../src/generative/predictors/link.ts'
import {
  calibrated,
  chooseCalibration,
  isotonicCalibration,
  plattCalibration,
} from '../../../src/plant/quality/calibration.ts'
import { logScore } from '../../../src/plant/quality/failure-scores.ts'
import { createRandom } from '../../../src/random.ts'

const random = createRandom(1)
const truth = random.fillUniform(new Float64Array(4000)).map((u) => 0.02 + 0.6 * u * u)
const failed = truth.map((p) => +(random.uniform() < p))
/** As sure as a model that learnt too much. */
const tooSure = truth.map((p) => sigmoid(2.5 * logOdds(p) + 1))
const groups = Int32Array.from(truth, (_, row) => row % 5)

describe('platt', () => {
  test('undoes a stretch of the log odds', () => {
    const calibration = plattCalibration(tooSure, failed)
    if (calibration.kind !== 'platt') throw new Error('expected a logistic curve')
    expect(calibration.slope).toBeCloseTo(0.4, 1)
    expect(calibration.intercept).toBeCloseTo(-0.4, 0)
  })

  test('keeps the order even where the predictor has it backwards', () => {
    const [low, high] = calibrated(
      plattCalibration(
        tooSure.map((p) => 1 - p),
        failed,
      ),
      Float64Array.of(0.2, 0.8),
    )
    expect(high).toBeGreaterThanOrEqual(low!)
  })

  test('bears records of one class and one probability', () => {
    const [p] = calibrated(
      plattCalibration(new Float64Array(50).fill(0.2), new Float64Array(50)),
      Float64Array.of(0.2),
    )
    expect(p).toBeLessThan(0.05)
    expect(p).toBeGreaterThan(0)
  })
})

describe('isotonic', () => {
  test('pools what violates the order, drawn a little to the share of all', () => {
    const calibration = isotonicCalibration(
      Float64Array.of(0.1, 0.2, 0.3, 0.4),
      Float64Array.of(0, 1, 0, 1),
    )
    // Blocks 0 | 1 0 | 1, each drawn to 1/2 by one record.
    expect(calibration).toMatchObject({ kind: 'isotonic', to: [0.25, 0.5, 0.75] })
  })

  test('never turns an order around and never is certain', () => {
    const outcome = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.boolean()), {
      minLength: 2,
      maxLength: 30,
    })
    fc.assert(
      fc.property(outcome, (rows) => {
        const p = Float64Array.from(rows, ([value]) => value / 100)
        const y = Float64Array.from(rows, ([, value]) => +value)
        const result = calibrated(isotonicCalibration(p, y), p.slice().sort())
        for (let i = 1; i < result.length; i++) {
          expect(result[i]).toBeGreaterThanOrEqual(result[i - 1]! - 1e-12)
        }
        // One record of each class, so that no share is 0 or 1.
        const both = isotonicCalibration(Float64Array.of(...p, 0, 1), Float64Array.of(...y, 0, 1))
        const sure = calibrated(both, Float64Array.of(0, 1))
        expect(Math.min(...sure)).toBeGreaterThan(0)
        expect(Math.max(...sure)).toBeLessThan(1)
      }),
    )
  })
})

test('the choice lowers the log score of records that it did not see', () => {
  const { calibration, probabilities } = chooseCalibration(tooSure, failed, groups)
  expect(calibration.kind).not.toBe('none')
  expect(logScore(probabilities, failed)).toBeLessThan(logScore(tooSure, failed) - 0.02)
  expect(logScore(probabilities, failed)).toBeCloseTo(logScore(truth, failed), 2)
})

test('what is right already is left alone, or hardly changed', () => {
  const { probabilities } = chooseCalibration(truth, failed, groups)
  expect(logScore(probabilities, failed)).toBeCloseTo(logScore(truth, failed), 2)
})
