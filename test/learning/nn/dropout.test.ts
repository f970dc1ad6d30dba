import { expect, test } from 'vitest'
import { constant } from '../../../src/learning/graph/apply.ts'
import { dropout } from '../../../src/learning/nn/dropout.ts'
import { sine, valuesOf } from './sine.ts'

test('elements whose uniform is below the rate vanish, the others grow', () => {
  const x = constant([1, 2, 3, 4], [4])
  const uniforms = constant([0.1, 0.25, 0.9, 0.2], [4])
  expect(valuesOf(dropout(x, 0.25, uniforms))).toEqual([0, 2 / 0.75, 3 / 0.75, 0])
})

test('a rate of zero leaves the layer out', () => {
  const x = sine([3])
  expect(dropout(x, 0, sine([3]))).toBe(x)
})
