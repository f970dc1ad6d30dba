import { describe, expect, test } from 'vitest'
import { constant } from '../../../src/learning/graph/apply.ts'
import { mapTree } from '../../../src/learning/graph/tree.ts'
import {
  convolutionLayer,
  convolutionTransposeLayer,
  initialiseConvolution,
  initialiseConvolutionTranspose,
} from '../../../src/learning/nn/convolution.ts'
import { createRandom } from '../../../src/random.ts'
import { sine, valuesOf } from './sine.ts'

describe('convolution', () => {
  test('slides a kernel along a series and adds a bias per channel', () => {
    const layer = { weights: constant([1, 2, -1, 0], [2, 1, 2]), bias: constant([0.5, 10], [2]) }
    const y = convolutionLayer(layer, constant([1, 2, 3], [1, 1, 3]))
    expect(valuesOf(y)).toEqual([5.5, 8.5, 9, 8])
  })

  test('halves and doubles an image', () => {
    const random = createRandom(1)
    const down = initialiseConvolution(random, { inputs: 3, outputs: 8, kernel: [4, 4] })
    const up = initialiseConvolutionTranspose(random, { inputs: 8, outputs: 3, kernel: [4, 4] })
    expect(down.weights.shape).toEqual([8, 3, 4, 4])
    expect(up.weights.shape).toEqual([8, 3, 4, 4])
    const nodes = mapTree({ down, up }, ({ shape, data }) => constant(data, shape))
    const options = { stride: 2, padding: 1 }
    const small = convolutionLayer(nodes.down, sine([2, 3, 8, 8]), options)
    expect(small.shape).toEqual([2, 8, 4, 4])
    expect(convolutionTransposeLayer(nodes.up, small, options).shape).toEqual([2, 3, 8, 8])
  })

  test('the transposed one spreads each number by the kernel', () => {
    const layer = { weights: constant([1, 2, 3], [1, 1, 3]), bias: constant([100], [1]) }
    const y = convolutionTransposeLayer(layer, constant([1, 10], [1, 1, 2]), { stride: 2 })
    expect(valuesOf(y)).toEqual([101, 102, 113, 120, 130])
  })
})
