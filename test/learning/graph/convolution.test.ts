import { expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import * as build from '../../../src/learning/graph/convolution.ts'
import { valuesOf } from './values.ts'

const ramp = constant([1, 2, 3, 4, 5, 6], [1, 1, 6])
const image = constant([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 1, 3, 3])

test('a convolution correlates without flipping', () => {
  expect(valuesOf(build.convolution(ramp, constant([1, 10], [1, 1, 2])))).toEqual([
    21, 32, 43, 54, 65,
  ])
})

test('padding same keeps the size, or divides it by the stride', () => {
  const kernel = input('w', [4, 1, 3, 3])
  expect(build.convolution(image, kernel, { padding: 'same' }).shape).toEqual([1, 4, 3, 3])
  const halved = build.convolution(image, kernel, { padding: 'same', stride: 2 })
  expect(halved.shape).toEqual([1, 4, 2, 2])
})

test('a transposed convolution enlarges', () => {
  const node = build.convolutionTranspose(
    constant([1, 2], [1, 1, 2]),
    constant([1, 3], [1, 1, 2]),
    {
      stride: 2,
    },
  )
  expect(valuesOf(node)).toEqual([1, 3, 2, 6])
  const options = { stride: 2, padding: 1, outputPadding: 1 }
  const wide = build.convolutionTranspose(
    input('x', [5, 8, 7, 7]),
    input('w', [8, 3, 3, 3]),
    options,
  )
  expect(wide.shape).toEqual([5, 3, 14, 14])
})

test('pools take the largest or the mean of each window', () => {
  expect(valuesOf(build.maxPool(ramp, { kernel: 2 }))).toEqual([2, 4, 6])
  expect(valuesOf(build.averagePool(ramp, { kernel: 2 }))).toEqual([1.5, 3.5, 5.5])
  expect(valuesOf(build.averagePool(image, { kernel: 2, stride: 1 }))).toEqual([3, 4, 6, 7])
  expect(valuesOf(build.averagePool(ramp, { kernel: 3, padding: 1 }))).toEqual([1, 4])
})
