import { describe, expect, test } from 'vitest'
import {
  fitTaylorLaw,
  levelAfter,
  levelQuantile,
  varianceAt,
} from '../../../../src/plant/demand/cold-start/first-steps.ts'

const prior = { mean: Math.log(20), deviation: 1, residuals: [] }
const poisson = { intercept: 0, power: 1 }
const nothing = new Float64Array(0)

describe('the level after the first steps', () => {
  test("is what was expected before, and comes to the item's own demand as it sells", () => {
    const medians = [0, 1, 4, 11].map((steps) =>
      levelQuantile(levelAfter(prior, new Float64Array(steps).fill(5), poisson), 0.5),
    )
    expect(medians[0]).toBeCloseTo(20, 0)
    for (let i = 1; i < medians.length; i++) expect(medians[i]).toBeLessThan(medians[i - 1]!)
    expect(Math.abs(medians[3]! - 5)).toBeLessThan(0.5)
  })

  test('its range narrows with every step, and less where demand varies more', () => {
    const widthOf = (steps: number, intercept: number): number => {
      const own = new Float64Array(steps).fill(20)
      const level = levelAfter(prior, own, { intercept, power: 1 })
      return Math.log(levelQuantile(level, 0.9) / levelQuantile(level, 0.1))
    }
    expect(widthOf(0, 0)).toBeCloseTo(2 * 1.2816, 1)
    expect(widthOf(4, 0)).toBeLessThan(widthOf(1, 0))
    expect(widthOf(4, 3)).toBeGreaterThan(widthOf(4, 0))
  })

  test('nothing sold lowers it, and it stays above zero', () => {
    const before = levelQuantile(levelAfter(prior, nothing, poisson), 0.5)
    const after = levelQuantile(levelAfter(prior, Float64Array.of(0, 0, 0), poisson), 0.5)
    expect(after).toBeLessThan(before / 5)
    expect(after).toBeGreaterThan(0)
  })

  test('demand far beside what was expected is believed in the end', () => {
    const level = levelAfter(prior, new Float64Array(8).fill(2000), poisson)
    expect(Math.abs(levelQuantile(level, 0.5) / 2000 - 1)).toBeLessThan(0.2)
  })

  test('takes the shape of how far other items lay from what was expected of them', () => {
    const residuals = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? -1 : 1))
    const { levels, probabilities } = levelAfter({ ...prior, residuals }, nothing, poisson)
    const chanceNear = (logLevel: number): number =>
      probabilities.reduce(
        (sum, p, i) => sum + (Math.abs(Math.log(levels[i]!) - logLevel) < 0.4 ? p : 0),
        0,
      )
    expect(chanceNear(Math.log(20))).toBeLessThan(0.05)
    expect(chanceNear(Math.log(20) + 1)).toBeGreaterThan(0.35)
  })
})

describe('fitTaylorLaw', () => {
  test('finds the law that variances follow', () => {
    const law = fitTaylorLaw([0.5, 2, 10, 60].map((mean) => ({ mean, variance: 3 * mean ** 1.4 })))
    expect(law.power).toBeCloseTo(1.4, 10)
    expect(varianceAt(7, law)).toBeCloseTo(3 * 7 ** 1.4, 8)
  })

  test('from nothing takes the variance to be the mean', () => {
    expect(varianceAt(7, fitTaylorLaw([{ mean: 0, variance: 0 }]))).toBeCloseTo(7, 12)
  })
})
