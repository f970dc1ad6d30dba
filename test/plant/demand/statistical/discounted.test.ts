import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../../src/random.ts'
import {
  discounted,
  discountedMethod,
} from '../../../../src/plant/demand/statistical/discounted.ts'
import { panelOf } from '../../production/small-plant.ts'

function pathsFrom(
  values: readonly number[],
  discount: number,
  levelDeviation: number,
  horizon: number,
): Float64Array {
  const paths = new Float64Array(20_000 * horizon)
  const history = {
    id: 'A',
    values: Float64Array.from(values),
    seasonLength: 1,
    domain: { isNonNegative: true, isInteger: false },
  }
  const method = discountedMethod({ discount, levelDeviation })
  method.sample(history, null, null, horizon, createRandom(1), paths)
  return paths
}

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

describe('discounted', () => {
  test('values are drawn with weights that fall with their age', () => {
    const paths = pathsFrom([1, 10, 100], 0.5, 0, 1)
    const share = (value: number): number => mean(paths.map((path) => (path === value ? 1 : 0)))
    expect(share(100)).toBeCloseTo(4 / 7, 1)
    expect(share(10)).toBeCloseTo(2 / 7, 1)
    expect(share(1)).toBeCloseTo(1 / 7, 1)
  })

  test('an uncertain level keeps the mean and widens the sum over the horizon as it should', () => {
    const horizon = 16
    const history = [0, 0, 6, 0]
    const sums = (levelDeviation: number): number[] => {
      const paths = pathsFrom(history, 0.9999, levelDeviation, horizon)
      return Array.from({ length: 20_000 }, (_, s) =>
        paths.subarray(s * horizon, (s + 1) * horizon).reduce((sum, value) => sum + value, 0),
      )
    }
    const variance = (values: number[]): number => {
      const average = mean(values)
      return mean(values.map((value) => (value - average) ** 2))
    }
    const [sure, unsure] = [sums(0), sums(0.6)]
    expect(mean(sure)).toBeCloseTo(24, 0)
    expect(mean(unsure)).toBeCloseTo(24, 0)
    // Var = n E[g^2] var(x) + c^2 (n mean(x))^2, with E[g^2] = 1 + c^2.
    const expected = 16 * 1.36 * 6.75 + 0.36 * 24 ** 2
    expect(variance(unsure) / expected).toBeCloseTo(1, 1)
    expect(variance(sure) / (16 * 6.75)).toBeCloseTo(1, 1)
  })

  test('whole demand is forecast in whole units', async () => {
    const panel = panelOf({ A: [0, 3, 0, 5, 1, 0, 2] })
    const fitted = await discounted.fit(panel, { horizon: 3, seed: 1 })
    const { values } = await fitted.sample(panel, { horizon: 3, sampleCount: 50, seed: 1 })
    expect(values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true)
  })
})
