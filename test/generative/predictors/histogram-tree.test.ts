import { expect, test } from 'vitest'
import {
  addPredictions,
  countBins,
  growTree,
} from '../../../src/generative/predictors/histogram-tree.ts'

const options = { maximumLeaves: 4, minimumLeafRows: 1, penalty: 0 }
const ones = (count: number) => new Float64Array(count).fill(1)

function predict(features: Uint8Array[], values: number[], extra: object = {}): number[] {
  // The Newton step of a squared error from zero: gradient -y, second derivative 1.
  const gradients = Float64Array.from(values, (y) => -y)
  const tree = growTree(countBins(features), gradients, ones(values.length), {
    ...options,
    ...extra,
  })
  const scores = new Float64Array(values.length)
  addPredictions(tree, features, 1, scores)
  return [...scores]
}

test('leaves hold the means of their rows, split where the squares fall most', () => {
  const bins = Uint8Array.of(1, 2, 3, 4)
  expect(predict([bins], [0, 0, 10, 12], { maximumLeaves: 2 })).toEqual([0, 0, 11, 11])
  expect(predict([bins], [0, 0, 10, 12])).toEqual([0, 0, 10, 12])
})

test('the second feature is used where it says more', () => {
  const features = [Uint8Array.of(1, 2, 1, 2), Uint8Array.of(1, 1, 2, 2)]
  expect(predict(features, [1, 1, 5, 5], { maximumLeaves: 2 })).toEqual([1, 1, 5, 5])
})

test('no leaf is smaller than asked for, and nothing is split without gain', () => {
  const bins = Uint8Array.of(1, 2, 3, 4)
  expect(predict([bins], [0, 0, 0, 8], { minimumLeafRows: 2 })).toEqual([0, 0, 4, 4])
  expect(predict([bins], [3, 3, 3, 3])).toEqual([3, 3, 3, 3])
})

test('the penalty draws leaves to zero', () => {
  expect(predict([Uint8Array.of(1, 1)], [6, 6], { penalty: 2 })).toEqual([3, 3])
})
