import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  correlatedUniforms,
  stratifiedUniforms,
} from '../../../../src/plant/demand/statistical/draws.ts'
import { createRandom } from '../../../../src/random.ts'

describe('draws', () => {
  test('stratified draws have one in each part of [0, 1)', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, count) => {
        const draws = stratifiedUniforms(createRandom(seed), count).sort()
        expect([...draws].map((draw) => Math.floor(draw * count))).toEqual(
          Array.from({ length: count }, (_, i) => i),
        )
      }),
    )
  })

  test('every column of correlated draws is stratified', () => {
    const count = 50
    const draws = correlatedUniforms(createRandom(2), count, 3, 0.4)
    for (let step = 0; step < 3; step++) {
      const column = Float64Array.from({ length: count }, (_, i) => draws[i * 3 + step]!).sort()
      expect([...column].map((draw) => Math.floor(draw * count))).toEqual(
        Array.from({ length: count }, (_, i) => i),
      )
    }
  })

  test.each([0, 0.3, 0.9])('any two columns have correlation %f', (correlation) => {
    const count = 20_000
    const draws = correlatedUniforms(createRandom(5), count, 3, correlation)
    let covariance = 0
    for (let i = 0; i < count; i++) {
      covariance += ((draws[i * 3]! - 0.5) * (draws[i * 3 + 2]! - 0.5)) / count
    }
    expect(covariance * 12).toBeCloseTo(correlation, 1)
  })
})
