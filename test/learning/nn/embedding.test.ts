import { expect, test } from 'vitest'
import { constant } from '../../../src/learning/graph/apply.ts'
import { gradient } from '../../../src/learning/graph/gradient.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'
import { embed, initialiseEmbedding } from '../../../src/learning/nn/embedding.ts'
import { createRandom } from '../../../src/random.ts'
import { valuesOf } from './sine.ts'

test('picks a vector per index, and sends the gradient back to it', () => {
  const vectors = constant([1, 2, 3, 4, 5, 6], [3, 2])
  const picked = embed({ vectors }, constant([2, 0, 2], [3]))
  expect(valuesOf(picked)).toEqual([5, 6, 1, 2, 5, 6])
  expect(valuesOf(gradient(sum(picked), [vectors])[0]!)).toEqual([1, 1, 0, 0, 2, 2])
})

test('vectors start with a length of about one', () => {
  const { vectors } = initialiseEmbedding(createRandom(1), 50, 64)
  expect(vectors.shape).toEqual([50, 64])
  expect(Math.hypot(...vectors.data) ** 2 / 50).toBeCloseTo(1, 1)
})
