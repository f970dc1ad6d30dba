import { expect, test } from 'vitest'
import { growForestTree } from '../../../src/generative/predictors/forest-tree.ts'
import { addPredictions } from '../../../src/generative/predictors/histogram-tree.ts'
import { createRandom } from '../../../src/random.ts'

function predict(features: Uint8Array[], values: number[], minimumLeafRows: number): number[] {
  const rows = Int32Array.from(values, (_, row) => row)
  const tree = growForestTree(features, Float64Array.from(values), rows, {
    minimumLeafRows,
    columnsPerSplit: features.length,
    random: createRandom(1),
  })
  const scores = new Float64Array(values.length)
  addPredictions(tree, features, 1, scores)
  return [...scores]
}

test('leaves hold the means of their rows, and no leaf is smaller than asked for', () => {
  const bins = Uint8Array.of(1, 2, 3, 4)
  expect(predict([bins], [0, 0, 10, 12], 1)).toEqual([0, 0, 10, 12])
  expect(predict([bins], [0, 0, 10, 12], 2)).toEqual([0, 0, 11, 11])
  expect(predict([bins], [0, 0, 10, 12], 3)).toEqual([5.5, 5.5, 5.5, 5.5])
})

test('the column that says more is split', () => {
  const features = [Uint8Array.of(1, 2, 1, 2), Uint8Array.of(1, 1, 2, 2)]
  expect(predict(features, [1, 1, 5, 5], 2)).toEqual([1, 1, 5, 5])
})

test('a row that was drawn twice counts twice', () => {
  const bins = Uint8Array.of(1, 1)
  const tree = growForestTree([bins], Float64Array.of(0, 3), Int32Array.of(0, 1, 1), {
    minimumLeafRows: 1,
    columnsPerSplit: 1,
    random: createRandom(1),
  })
  expect(tree.value).toEqual([2])
})
