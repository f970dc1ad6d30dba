import { describe, expect, test } from 'vitest'
import { constant } from '../../../src/learning/graph/apply.ts'
import { attend, initialiseAttention } from '../../../src/learning/nn/attention.ts'
import { createRandom } from '../../../src/random.ts'
import { distance, sine, valuesOf } from './sine.ts'

const part = (index: number) => ({
  weights: sine([4, 4], 10 * index),
  bias: sine([4], 200 + 10 * index),
})
const layer = { queries: part(0), keys: part(1), values: part(2), output: part(3) }

describe('attention', () => {
  test('is that of torch.nn.MultiheadAttention (PyTorch 2.15, float64)', () => {
    const actual = valuesOf(attend(layer, sine([1, 2, 4], 300), sine([1, 3, 4], 400), { heads: 2 }))
    const expected = [
      -0.49660222, -0.31534212, 0.15584208, 0.48374578, -0.49587148, -0.31542657, 0.15502007,
      0.48294198,
    ]
    expect(distance(actual, expected)).toBeLessThan(1e-7)
  })

  test('a source that the mask hides changes nothing', () => {
    const mask = constant([0, 0, -1e9], [1, 1, 1, 3])
    const attendTo = (last: number): number[] => {
      const sources = constant([1, 2, 3, 4, 5, 6, 7, 8, last, 1, 1, 1], [1, 3, 4])
      return valuesOf(attend(layer, sine([1, 2, 4]), sources, { heads: 2, mask }))
    }
    expect(attendTo(100)).toEqual(attendTo(-3))
  })

  test('is initialised for its width', () => {
    const { queries, output } = initialiseAttention(createRandom(1), 8)
    expect(queries.weights.shape).toEqual([8, 8])
    expect(output.weights).not.toEqual(queries.weights)
  })
})
