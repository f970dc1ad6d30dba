import { describe, expect, test } from 'vitest'
import {
  normalDistribution,
  normalQuantile,
} from '../../../src/plant/production/normal-quantile.ts'

describe('normal distribution', () => {
  test('known quantiles', () => {
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 12)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12)
    expect(normalQuantile(0.0001)).toBeCloseTo(-3.719016485455709, 10)
    expect(normalQuantile(0.5)).toBeCloseTo(0, 12)
    expect(normalQuantile(1)).toBe(Infinity)
  })

  test('the quantile undoes the distribution', () => {
    for (let z = -6; z <= 6; z += 0.37) {
      expect(normalQuantile(normalDistribution(z))).toBeCloseTo(z, 6)
    }
  })

  test('both ways of computing meet', () => {
    expect(normalDistribution(-2.9999999)).toBeCloseTo(normalDistribution(-3.0000001), 8)
    expect(normalDistribution(-3)).toBeCloseTo(0.0013498980316300933, 14)
  })
})
