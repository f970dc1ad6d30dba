import { expect, test } from 'vitest'
import { constant } from '../../../../src/learning/graph/apply.ts'
import { gaussianLoss } from '../../../../src/learning/nn/losses/gaussian.ts'
import { valuesOf } from '../sine.ts'

test('is minus the log of the density', () => {
  const density = (x: number, mean: number, deviation: number): number =>
    Math.exp(-((x - mean) ** 2) / (2 * deviation ** 2)) / (deviation * Math.sqrt(2 * Math.PI))
  const loss = valuesOf(
    gaussianLoss(
      constant([0, 1, -3], [3]),
      constant([0, 2, 1], [3]),
      constant([0, Math.log(0.5), Math.log(3)], [3]),
    ),
  )
  const expected = [density(0, 0, 1), density(1, 2, 0.5), density(-3, 1, 3)]
  loss.forEach((value, i) => expect(value).toBeCloseTo(-Math.log(expected[i]!), 10))
})
