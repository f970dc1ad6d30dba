import { describe, expect, test } from 'vitest'
import { constant } from '../../../src/learning/graph/apply.ts'
import { mapTree } from '../../../src/learning/graph/tree.ts'
import {
  dense,
  initialiseDense,
  initialisePerceptron,
  perceptron,
} from '../../../src/learning/nn/dense.ts'
import { createRandom } from '../../../src/random.ts'
import { sine, valuesOf } from './sine.ts'

describe('dense', () => {
  test('is a product over the last axis and a bias', () => {
    const layer = { weights: constant([1, 2, 3, 4], [2, 2]), bias: constant([10, 20], [2]) }
    expect(valuesOf(dense(layer, constant([1, 1, 0, 2], [2, 2])))).toEqual([14, 26, 16, 28])
    expect(dense(layer, sine([3, 5, 2])).shape).toEqual([3, 5, 2])
  })

  test('starts with weights of its fans and no bias', () => {
    const { weights, bias } = initialiseDense(createRandom(1), 30, 20)
    expect(weights.shape).toEqual([30, 20])
    expect(Math.max(...weights.data)).toBeLessThanOrEqual(Math.sqrt(6 / 50))
    expect([...bias.data]).toEqual(new Array(20).fill(0))
  })
})

describe('perceptron', () => {
  test('has the activation between its layers only', () => {
    const layers = {
      layer1: { weights: constant([1, -1], [1, 2]), bias: constant([0, 0], [2]) },
      layer2: { weights: constant([1, 1], [2, 1]), bias: constant([-5], [1]) },
    }
    expect(valuesOf(perceptron(layers, constant([3, -2], [2, 1])))).toEqual([-2, -3])
  })

  test('is initialised with the widths that it is given, the same for the same seed', () => {
    const layers = initialisePerceptron(createRandom(1), [3, 8, 2])
    expect(Object.values(layers).map(({ weights }) => weights.shape)).toEqual([
      [3, 8],
      [8, 2],
    ])
    expect(initialisePerceptron(createRandom(1), [3, 8, 2])).toEqual(layers)
    const nodes = mapTree(layers, ({ shape, data }) => constant(data, shape))
    expect(perceptron(nodes, sine([5, 3])).shape).toEqual([5, 2])
  })
})
