import { expect, test } from 'vitest'
import { constant } from '../../../../src/learning/graph/apply.ts'
import { categoricalLoss } from '../../../../src/learning/nn/losses/categorical.ts'
import { valuesOf } from '../sine.ts'

test('is minus the log of the chosen probability, row by row', () => {
  const probabilities = [0.1, 0.6, 0.3]
  const logits = constant(
    [...probabilities, ...probabilities].map((p) => Math.log(p) + 7),
    [2, 3],
  )
  const loss = valuesOf(categoricalLoss(constant([0, 1, 0, 0.5, 0, 0.5], [2, 3]), logits))
  expect(loss[0]).toBeCloseTo(-Math.log(0.6), 10)
  expect(loss[1]).toBeCloseTo(-0.5 * Math.log(0.1) - 0.5 * Math.log(0.3), 10)
})
