import { describe, expect, test } from 'vitest'
import { fitRidge, predictRidge } from '../../../../src/plant/demand/statistical/ridge.ts'
import { createRandom } from '../../../../src/random.ts'

const rows = 30
const features = 3
const random = createRandom(3)
const design = random.fillNormal(new Float64Array(rows * features))
const truth = [1, -2, 0.5, 3, 0, 1]
const targets = new Float64Array(rows * 2)
for (let row = 0; row < rows; row++) {
  for (let t = 0; t < 2; t++) {
    for (let i = 0; i < features; i++) {
      targets[row * 2 + t]! += design[row * features + i]! * truth[i * 2 + t]!
    }
  }
}
const noisy = targets.map((value) => value + 0.3 * random.normal())

describe('ridge regression', () => {
  test('without noise and penalty it finds the coefficients', () => {
    const { coefficients } = fitRidge(design, targets, features, 2, 0)
    for (const [i, value] of truth.entries()) expect(coefficients[i]).toBeCloseTo(value, 8)
  })

  test('a heavy penalty leaves nothing', () => {
    const { coefficients } = fitRidge(design, targets, features, 2, 1e6)
    expect(Math.max(...coefficients.map(Math.abs))).toBeLessThan(1e-4)
  })

  test('the normal equations hold: X(y - Xb) equals the penalty times b', () => {
    const fit = fitRidge(design, noisy, features, 2, 0.1)
    let trace = 0
    for (const value of design) trace += value * value
    const forecast = new Float64Array(2)
    const gradient = new Float64Array(features * 2)
    for (let row = 0; row < rows; row++) {
      const x = design.slice(row * features, (row + 1) * features)
      predictRidge(fit, x, forecast)
      for (let i = 0; i < features; i++) {
        for (let t = 0; t < 2; t++) {
          gradient[i * 2 + t]! += x[i]! * (noisy[row * 2 + t]! - forecast[t]!)
        }
      }
    }
    for (const [i, value] of gradient.entries()) {
      expect(value).toBeCloseTo(((0.1 * trace) / features) * fit.coefficients[i]!, 8)
    }
  })

  test('residuals are those of a fit without the row', () => {
    const { leaveOneOutResiduals } = fitRidge(design, noisy, features, 2, 0)
    for (const row of [0, 7, 29]) {
      const keep = (array: Float64Array, width: number): Float64Array =>
        array.filter((_, i) => Math.floor(i / width) !== row)
      const without = fitRidge(keep(design, features), keep(noisy, 2), features, 2, 0)
      const forecast = new Float64Array(2)
      predictRidge(without, design.slice(row * features, (row + 1) * features), forecast)
      for (let t = 0; t < 2; t++) {
        expect(leaveOneOutResiduals[row * 2 + t]).toBeCloseTo(noisy[row * 2 + t]! - forecast[t]!, 8)
      }
    }
  })
})
