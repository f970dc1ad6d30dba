import { expect, test } from 'vitest'
import { sampleRows, stratifiedFolds } from '../../../src/generative/evaluation/folds.ts'
import { createRandom } from '../../../src/random.ts'

test('every row is tested once and never learnt from in its fold', () => {
  const classes = Array.from({ length: 31 }, (_, i) => (i < 7 ? 1 : 0))
  const folds = stratifiedFolds(classes, 3, createRandom(1))
  const tested = folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)
  expect(tested).toEqual(classes.map((_, row) => row))
  for (const { train, test } of folds) {
    expect(train.length + test.length).toBe(31)
    expect(train.some((row) => test.includes(row))).toBe(false)
  }
})

test('each class is dealt out evenly', () => {
  const classes = Array.from({ length: 90 }, (_, i) => (i < 9 ? 1 : 0))
  for (const { test } of stratifiedFolds(classes, 3, createRandom(2))) {
    expect([...test].filter((row) => row < 9)).toHaveLength(3)
  }
})

test('a sample of rows has no row twice, and is the whole where there are no more', () => {
  const rows = sampleRows(100, 10, createRandom(3))
  expect(new Set(rows).size).toBe(10)
  expect([...sampleRows(3, 10, createRandom(3))]).toEqual([0, 1, 2])
})
