import { describe, expect, test } from 'vitest'
import {
  movingRanges,
  rangeOf,
  spreadOfNeighbours,
  spreadWithin,
  standardOf,
} from '../../../../src/plant/quality/control-charts/spread.ts'
import { createRandom } from '../../../../src/random.ts'
import { mean, sampleVariance } from '../../../../src/statistics/moments.ts'

/** Mean and relative variance of an estimate over many drawn processes of deviation 3. */
function repeated(estimate: (draw: () => number) => number): { mean: number; variance: number } {
  const random = createRandom('spread')
  const estimates = Array.from({ length: 4000 }, () => estimate(() => 3 * random.normal()))
  return { mean: mean(estimates), variance: sampleVariance(estimates) / 9 }
}

describe('estimates are unbiased, and vary as their degrees of freedom say', () => {
  const sizes = [2, 5, 3, 8, 4]
  test.each(['range', 'standard deviation'] as const)('%s of subgroups', (statistic) => {
    let freedom = 0
    const estimated = repeated((draw) => {
      const subgroups = sizes.map((n) => ({ label: '', values: Array.from({ length: n }, draw) }))
      const spread = spreadWithin(subgroups, statistic)
      freedom = spread.freedom
      return spread.deviation
    })
    expect(Math.abs(estimated.mean / 3 - 1)).toBeLessThan(0.015)
    expect(Math.abs(estimated.variance * 2 * freedom - 1)).toBeLessThan(0.1)
  })

  test('moving ranges', () => {
    let freedom = 0
    const estimated = repeated((draw) => {
      const spread = spreadOfNeighbours(movingRanges(Array.from({ length: 30 }, draw)))
      freedom = spread.freedom
      return spread.deviation
    })
    expect(Math.abs(estimated.mean / 3 - 1)).toBeLessThan(0.015)
    expect(Math.abs(estimated.variance * 2 * freedom - 1)).toBeLessThan(0.1)
  })
})

test('ranges between neighbours skip what is missing', () => {
  const ranges = movingRanges([1, 4, Number.NaN, 2, 3])
  expect(ranges).toEqual([Number.NaN, 3, Number.NaN, Number.NaN, 1])
  expect(spreadOfNeighbours(ranges).deviation).toBeCloseTo(Math.sqrt(Math.PI), 10)
  expect(rangeOf([3])).toBeNaN()
  expect(rangeOf([3, 9, 4])).toBe(6)
})

test('what is known takes the place of what was estimated', () => {
  const spread = { deviation: 2, freedom: 9 }
  expect(standardOf(5, spread, {})).toEqual({ mean: 5, deviation: 2, freedom: 9 })
  expect(standardOf(5, spread, { target: 4, deviation: 1 })).toEqual({
    mean: 4,
    deviation: 1,
    freedom: Infinity,
  })
  expect(() => standardOf(5, { deviation: 0, freedom: 9 }, {})).toThrow('values that differ')
  expect(() => standardOf(5, { deviation: Number.NaN, freedom: 0 }, {})).toThrow('no spread')
})
