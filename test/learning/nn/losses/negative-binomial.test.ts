import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/learning/graph/apply.ts'
import type { Node } from '../../../../src/learning/graph/node.ts'
import {
  negativeBinomialLoss,
  zeroInflatedNegativeBinomialLoss,
} from '../../../../src/learning/nn/losses/negative-binomial.ts'
import { valuesOf } from '../sine.ts'

const counts = Array.from({ length: 400 }, (_, i) => i)
const x = constant(counts, [400])
const all = (value: number): Node => constant([value], [1])

function probabilities(loss: Node): number[] {
  return valuesOf(loss).map((value) => Math.exp(-value))
}

function moments(weights: readonly number[]): { total: number; mean: number; variance: number } {
  const total = weights.reduce((sum, p) => sum + p, 0)
  const mean = weights.reduce((sum, p, count) => sum + p * count, 0)
  const variance = weights.reduce((sum, p, count) => sum + p * (count - mean) ** 2, 0)
  return { total, mean, variance }
}

describe('negative binomial', () => {
  test('is that of torch.distributions.NegativeBinomial (PyTorch 2.15)', () => {
    const loss = valuesOf(negativeBinomialLoss(constant([0, 1, 7], [3]), all(3), all(0.5)))
    const expected = [1.83258146, 1.65025991, 3.32891929]
    loss.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5))
  })

  test('sums to one, with its mean and with variance mean + dispersion mean^2', () => {
    const { total, mean, variance } = moments(
      probabilities(negativeBinomialLoss(x, all(5), all(0.4))),
    )
    expect(total).toBeCloseTo(1, 4)
    expect(mean).toBeCloseTo(5, 3)
    expect(variance).toBeCloseTo(5 + 0.4 * 25, 2)
  })

  test('inflated by zeros sums to one, with the zeros that were asked for', () => {
    const odds = 3
    const plain = probabilities(negativeBinomialLoss(x, all(5), all(0.4)))
    const inflated = probabilities(
      zeroInflatedNegativeBinomialLoss(x, all(5), all(0.4), all(Math.log(odds))),
    )
    expect(moments(inflated).total).toBeCloseTo(1, 4)
    expect(inflated[0]).toBeCloseTo(0.75 + 0.25 * plain[0]!, 5)
    expect(inflated[3]).toBeCloseTo(0.25 * plain[3]!, 6)
  })
})
