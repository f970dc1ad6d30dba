import { describe, expect, test } from 'vitest'
import { constant, input } from '../../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../../src/learning/graph/evaluate.ts'
import { square } from '../../../../src/learning/graph/elementwise.ts'
import { gradient } from '../../../../src/learning/graph/gradient.ts'
import { matmul } from '../../../../src/learning/graph/linear-algebra.ts'
import { sum } from '../../../../src/learning/graph/reduction.ts'
import {
  criticLoss,
  gradientPenalty,
  wassersteinGeneratorLoss,
} from '../../../../src/learning/nn/losses/wasserstein.ts'
import { sine, valuesOf } from '../sine.ts'

describe('wasserstein', () => {
  test('the critic lowers generated scores and raises real ones', () => {
    const real = constant([3, 5], [2, 1])
    const generated = constant([1, 2], [2, 1])
    expect(valuesOf(criticLoss(real, generated))).toEqual([-2.5])
    expect(valuesOf(wassersteinGeneratorLoss(generated))).toEqual([-1.5])
  })

  test('the penalty of a linear critic is (|weights| - 1)^2, and its gradient 2 (|w| - 1) w / |w|', () => {
    const weights = input('w', [3, 1])
    const feeds = { w: { shape: [3, 1], data: Float64Array.of(1, 2, 2) } }
    const uniforms = constant([0.2, 0.9], [2, 1])
    const penalty = gradientPenalty(
      (records) => matmul(records, weights),
      sine([2, 3]),
      sine([2, 3], 9),
      uniforms,
    )
    const [value, slope] = evaluate([penalty, gradient(penalty, [weights])[0]!], feeds)
    expect(value!.data[0]).toBeCloseTo(4, 10)
    const expected = [4 / 3, 8 / 3, 8 / 3]
    expected.forEach((x, i) => expect(slope!.data[i]).toBeCloseTo(x, 10))
  })

  test('the penalty is taken between the records', () => {
    // The slope of the sum of squares at x is 2 x; half way between 0 and 3 its norm is 3.
    const penalty = gradientPenalty(
      (records) => sum(square(records), { axes: 1 }),
      constant([0, 0], [1, 2]),
      constant([3, 0], [1, 2]),
      constant([0.5], [1, 1]),
    )
    expect(valuesOf(penalty)[0]).toBeCloseTo(4, 10)
  })
})
