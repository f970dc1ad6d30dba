import { describe, expect, test } from 'vitest'
import { constant } from '../../../src/learning/graph/apply.ts'
import { gradient } from '../../../src/learning/graph/gradient.ts'
import { multiply } from '../../../src/learning/graph/elementwise.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'
import { gumbelSoftmax } from '../../../src/learning/nn/gumbel-softmax.ts'
import { fillNoise } from '../../../src/learning/training/noise.ts'
import { createRandom } from '../../../src/random.ts'
import { sine, valuesOf } from './sine.ts'

describe('gumbel softmax', () => {
  test('hard draws have the frequencies of the logits', () => {
    const draws = 20_000
    const probabilities = [0.2, 0.5, 0.3]
    const gumbel = new Float32Array(draws * 3)
    fillNoise(gumbel, 'gumbel', createRandom(1))
    const logits = constant(probabilities.map(Math.log), [1, 3])
    const sample = gumbelSoftmax(logits, constant(gumbel, [draws, 3]), { hard: true })
    const counts = valuesOf(sum(sample, { axes: 0 }))
    counts.forEach((count, i) => expect(count / draws).toBeCloseTo(probabilities[i]!, 1.5))
  })

  test('soft draws are distributions, sharper at a lower temperature', () => {
    const largest = (temperature: number): number => {
      const values = valuesOf(gumbelSoftmax(sine([1, 4]), sine([1, 4], 9), { temperature }))
      expect(values.reduce((total, x) => total + x, 0)).toBeCloseTo(1, 10)
      return Math.max(...values)
    }
    expect(largest(0.1)).toBeGreaterThan(largest(1))
  })

  test('a hard draw passes the gradient of the soft one', () => {
    const logits = sine([2, 4])
    const slope = (hard: boolean): number[] =>
      valuesOf(
        gradient(sum(multiply(gumbelSoftmax(logits, sine([2, 4], 9), { hard }), sine([4], 3))), [
          logits,
        ])[0]!,
      )
    expect(slope(true)).toEqual(slope(false))
  })
})
