import { expect, test } from 'vitest'
import { crpsOfSorted } from '../../src/generative/evaluation/scores.ts'
import { observedMean, observedRowMean, sampledScore } from '../../src/generative/example-loss.ts'
import { constant } from '../../src/learning/graph/apply.ts'
import { evaluate } from '../../src/learning/graph/evaluate.ts'
import type { Node } from '../../src/learning/graph/node.ts'
import { createRandom } from '../../src/random.ts'

const numbers = (node: Node): number[] => Array.from(evaluate([node], {})[0]!.data)

test('averages leave out what was not observed and count rows by their weight', () => {
  const example = {
    record: constant([0, 0, 0, 0], [2, 2]),
    observed: constant([1, 0, 1, 1], [2, 2]),
    weight: constant([1, 3], [2, 1]),
  }
  const losses = constant([10, 1000, 2, 4], [2, 2])
  expect(numbers(observedMean(losses, example))[0]).toBeCloseTo((10 + 3 * 2 + 3 * 4) / 7, 10)
  expect(numbers(observedRowMean(losses, example))).toEqual([10, 3])
})

test('the score of many samples is the ranked probability score of their distribution', () => {
  const samples = createRandom(3).fillNormal(new Float64Array(4000))
  const record = constant([0.7], [1, 1])
  const [score] = numbers(sampledScore(constant(samples, [1, 4000, 1]), { record }))
  expect(score).toBeCloseTo(crpsOfSorted(samples.toSorted(), 0.7), 1)
})
