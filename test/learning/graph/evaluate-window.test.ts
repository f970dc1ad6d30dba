import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import {
  convolve,
  correlateKernel,
  maximumPositions,
  scatterConvolve,
} from '../../../src/learning/graph/evaluate-window.ts'

const window = { strides: [2], before: [1], after: [1], dilations: [1], groups: 1 }
const [xShape, wShape, yShape] = [
  [2, 3, 6],
  [4, 3, 3],
  [2, 4, 3],
]
const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, v, i) => sum + v * b[i]!, 0)

test('the three maps are adjoints of one another', () => {
  const random = createRandom('adjoint')
  const x = random.fillNormal(new Float64Array(36))
  const w = random.fillNormal(new Float64Array(36))
  const y = random.fillNormal(new Float64Array(24))
  const form = dot(convolve(x, xShape, w, wShape, yShape, window), y)
  expect(dot(scatterConvolve(y, yShape, w, wShape, xShape, window), x)).toBeCloseTo(form, 10)
  expect(dot(correlateKernel(x, xShape, y, yShape, wShape, window), w)).toBeCloseTo(form, 10)
})

test('a convolution by hand', () => {
  const x = Float64Array.of(1, 2, 3, 4)
  const plain = { strides: [1], before: [0], after: [0], dilations: [2], groups: 1 }
  const y = convolve(x, [1, 1, 4], Float64Array.of(1, 10), [1, 1, 2], [1, 1, 2], plain)
  expect([...y]).toEqual([31, 42])
})

test('padding is never a maximum and the first of equals wins', () => {
  const pool = { kernel: [2], strides: [2], before: [1], after: [0] }
  const x = Float64Array.of(-5, -7, -7, -9)
  expect([...maximumPositions(x, [1, 1, 4], [1, 1, 2], pool)]).toEqual([0, 1])
})
