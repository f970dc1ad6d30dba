import { expect, test } from 'vitest'
import { constant } from '../../../../src/learning/graph/apply.ts'
import { bernoulliLoss } from '../../../../src/learning/nn/losses/bernoulli.ts'
import { valuesOf } from '../sine.ts'

test('is the cross-entropy of the sigmoid, without overflow', () => {
  const p = 1 / (1 + Math.exp(-0.7))
  const loss = valuesOf(
    bernoulliLoss(constant([1, 0, 0.25, 1, 0], [5]), constant([0.7, 0.7, 0.7, 200, 200], [5])),
  )
  const expected = [
    -Math.log(p),
    -Math.log(1 - p),
    -0.25 * Math.log(p) - 0.75 * Math.log(1 - p),
    0,
    200,
  ]
  loss.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 10))
})
