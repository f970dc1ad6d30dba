import { expect, test } from 'vitest'
import { constant } from '../../../../src/learning/graph/apply.ts'
import { discriminatorLoss, generatorLoss } from '../../../../src/learning/nn/losses/adversarial.ts'
import { valuesOf } from '../sine.ts'

const probability = (logit: number): number => 1 / (1 + Math.exp(-logit))

test('a discriminator that cannot tell has twice log 2', () => {
  const zeros = constant([0, 0], [2])
  expect(valuesOf(discriminatorLoss(zeros, zeros))[0]).toBeCloseTo(2 * Math.LN2, 12)
  expect(valuesOf(generatorLoss(zeros))[0]).toBeCloseTo(Math.LN2, 12)
})

test('are the cross-entropies of the probabilities', () => {
  const real = constant([1, -0.5], [2])
  const generated = constant([0.3], [1])
  const expected =
    -(Math.log(probability(1)) + Math.log(probability(-0.5))) / 2 - Math.log(1 - probability(0.3))
  expect(valuesOf(discriminatorLoss(real, generated))[0]).toBeCloseTo(expected, 12)
  expect(valuesOf(generatorLoss(generated))[0]).toBeCloseTo(-Math.log(probability(0.3)), 12)
})
