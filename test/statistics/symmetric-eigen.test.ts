import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../../src/random.ts'
import { symmetricEigen } from '../../src/statistics/symmetric-eigen.ts'

test('a matrix with known eigenvalues', () => {
  const { values, vectors } = symmetricEigen([Float64Array.of(2, 1), Float64Array.of(1, 2)])
  expect([...values]).toEqual([expect.closeTo(3, 14), expect.closeTo(1, 14)])
  expect(Math.abs(vectors[0]![0]!)).toBeCloseTo(Math.SQRT1_2, 14)
  expect(vectors[0]![0]! * vectors[0]![1]!).toBeCloseTo(0.5, 14)
})

test('the parts put together are the matrix, and the vectors are orthonormal', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer(), (n, seed) => {
      const random = createRandom(seed)
      const matrix = Array.from({ length: n }, () => random.fillNormal(new Float64Array(n)))
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[i]![j] = matrix[j]![i]!
      const { values, vectors } = symmetricEigen(matrix)
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const whole = vectors.reduce((sum, v, k) => sum + values[k]! * v[i]! * v[j]!, 0)
          expect(whole).toBeCloseTo(matrix[i]![j]!, 10)
          const product = vectors[i]!.reduce((sum, x, k) => sum + x * vectors[j]![k]!, 0)
          expect(product).toBeCloseTo(i === j ? 1 : 0, 10)
        }
      }
      expect([...values]).toEqual([...values].sort((a, b) => b - a))
    }),
    { numRuns: 30 },
  )
})

test('a matrix that is diagonal, or of rank one, is no exception', () => {
  const diagonal = [Float64Array.of(1, 0), Float64Array.of(0, 5)]
  expect([...symmetricEigen(diagonal).values]).toEqual([5, 1])
  const one = [Float64Array.of(4, 4), Float64Array.of(4, 4)]
  expect(symmetricEigen(one).values[1]).toBeCloseTo(0, 14)
  expect([...symmetricEigen([new Float64Array(1)]).values]).toEqual([0])
})
