import { expect, test } from 'vitest'
import { boostedTreesClassifier } from '../../../src/generative/predictors/boosted-trees.ts'
import { logisticRegression } from '../../../src/generative/predictors/logistic-regression.ts'
import { detection } from '../../../src/generative/evaluation/detection.ts'
import { createRandom } from '../../../src/random.ts'
import { linkedRows, numbers } from './tables.ts'

test('rows of the same distribution cannot be told apart', () => {
  for (const fit of [logisticRegression(), boostedTreesClassifier({ trees: 30 })]) {
    const found = detection(linkedRows(1500, 1), linkedRows(1500, 2), fit, createRandom(1))
    expect(found.score).toBeGreaterThan(0.85)
    expect(found.areaUnderRoc).toBeCloseTo(0.5, 1)
  }
})

test('rows without overlap are told apart at sight', () => {
  const real = [
    numbers(
      'x',
      Array.from({ length: 60 }, (_, i) => i),
    ),
  ]
  const synthetic = [
    numbers(
      'x',
      Array.from({ length: 60 }, (_, i) => 1000 + i),
    ),
  ]
  expect(detection(real, synthetic, logisticRegression(), createRandom(1)).score).toBe(0)
})

test('trees see lost dependence that a logistic regression cannot', () => {
  const [real, synthetic] = [linkedRows(1500, 1), linkedRows(1500, 2, 0)]
  const random = createRandom(1)
  const trees = detection(real, synthetic, boostedTreesClassifier({ trees: 30 }), random)
  expect(trees.score).toBeLessThan(0.3)
  expect(detection(real, synthetic, logisticRegression(), random).score).toBeGreaterThan(0.7)
})

test('as many rows of each are used, and no more than asked for', () => {
  const found = detection(
    linkedRows(90, 1),
    linkedRows(400, 2),
    logisticRegression(),
    createRandom(1),
    { maximumRows: 60 },
  )
  expect(found.rowsOfEach).toBe(60)
})
