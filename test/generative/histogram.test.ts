import { expect, test } from 'vitest'
import {
  type Bins,
  binOf,
  histogramLoss,
  rankedProbabilityScore,
  rankOf,
  valueAtRank,
} from '../../src/generative/histogram.ts'
import { constant } from '../../src/learning/graph/apply.ts'
import { evaluate } from '../../src/learning/graph/evaluate.ts'
import type { Node } from '../../src/learning/graph/node.ts'

/** Zero as such, then two spans. */
const bins: Bins = { low: [0, 0, 2], high: [0, 2, 6] }
const probability = constant([0.5, 0.3, 0.2], [3])
const numbers = (node: Node): number[] => Array.from(evaluate([node], {})[0]!.data)
const list = (...values: readonly number[]): Node => constant(values, [values.length])

test('a value lies in one bin; what is beyond the ends lies in the outer ones', () => {
  expect(numbers(binOf(bins, list(-1, 0, 1, 2.5, 99)))).toEqual(
    [
      [1, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 1],
    ].flat(),
  )
})

test('the loss is the negative logarithm of the probability of the bin', () => {
  const logits = constant([0.5, 0.3, 0.2].map(Math.log), [1, 3])
  expect(numbers(histogramLoss(bins, list(1), logits))[0]).toBeCloseTo(-Math.log(0.3), 10)
})

test('values at ranks are linear within a bin and do not decrease', () => {
  const drawn = numbers(valueAtRank(bins, probability, list(0.1, 0.49, 0.65, 0.799, 0.9, 1)))
  const expected = [0, 0, 1, 1.99333333, 4, 6]
  drawn.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6))
})

test('values at ranks leap over what no bin covers', () => {
  const apart: Bins = { low: [0, 2], high: [1, 4] }
  const drawn = numbers(valueAtRank(apart, constant([0.5, 0.5], [2]), list(0.25, 0.5, 0.75)))
  expect(drawn).toEqual([0.5, 1, 3])
})

test('the rank of a value leads back to its bin', () => {
  const share = list(0.25, 0.5, 0.75)
  const rank = rankOf(bins, list(0, 1, 5), constant([0.5, 0.3, 0.2], [1, 3]), share)
  const expected = [0.125, 0.65, 0.95]
  numbers(rank).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 10))
})

test('the score is least where all probability is in the bin of the value', () => {
  const certain = constant([0, 1, 0], [1, 3])
  const far = constant([0, 0, 1], [1, 3])
  expect(numbers(rankedProbabilityScore(bins, list(1), certain))[0]).toBe(0)
  // The centres of the last two bins are 3 apart.
  expect(numbers(rankedProbabilityScore(bins, list(1), far))[0]).toBeCloseTo(3, 10)
})
