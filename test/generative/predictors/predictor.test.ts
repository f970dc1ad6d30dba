// What every model of the evaluation keeps to.

import { describe, expect, test } from 'vitest'
import {
  boostedTreesClassifier,
  boostedTreesRegression,
} from '../../../src/generative/predictors/boosted-trees.ts'
import { openBlend } from '../../../src/generative/predictors/blend.ts'
import type { Fit } from '../../../src/generative/predictors/predictor.ts'
import { openPredictor } from '../../../src/generative/predictors/open-predictor.ts'
import { randomForest } from '../../../src/generative/predictors/random-forest.ts'
import { withPairs } from '../../../src/generative/predictors/number-pairs.ts'
import {
  logisticRegression,
  ridgeRegression,
} from '../../../src/generative/predictors/logistic-regression.ts'
import { category, linkedRows, numbers } from '../evaluation/tables.ts'

const fits: readonly (readonly [string, Fit])[] = [
  ['logistic regression', logisticRegression()],
  ['ridge regression', ridgeRegression()],
  ['boosted trees', boostedTreesClassifier({ trees: 10 })],
  ['boosted trees of a number', boostedTreesRegression({ trees: 10 })],
  ['random forest', randomForest({ trees: 10 })],
  ['trees of pairs', withPairs(randomForest({ trees: 10 }))],
  [
    'blend',
    (columns, target) =>
      openBlend('sigmoid', [
        logisticRegression()(columns, target),
        boostedTreesClassifier({ trees: 10 })(columns, target),
      ]),
  ],
]

describe.each(fits)('%s', (_, fit) => {
  const rows = linkedRows(200, 1)
  const features = rows.slice(0, 2)
  const side = rows[2]!
  const target = Float64Array.from(side.kind === 'category' ? side.codes : [])

  test('predicts one finite value per row, and the same again', () => {
    const model = fit(features, target)
    const predicted = model.predict(features)
    expect(predicted).toHaveLength(200)
    expect(predicted.every(Number.isFinite)).toBe(true)
    expect(fit(features, target).predict(features)).toEqual(predicted)
  })

  test('is the same when it is kept as text and opened again', () => {
    const model = fit(features, target)
    // Safe: it is the state that was written.
    const state = JSON.parse(JSON.stringify(model.state)) as typeof model.state
    expect(openPredictor(state).predict(features)).toEqual(model.predict(features))
  })

  test('bears values that are missing, constant or were never seen', () => {
    const odd = [
      numbers('constant', [1, 1, 1, 1]),
      numbers('gaps', [NaN, 2, NaN, 3]),
      category('level', ['a', 'b', 'new'], ['a', 'b', '', 'a']),
    ]
    const model = fit(odd, Float64Array.of(0, 1, 0, 1))
    const later = [
      numbers('constant', [7, NaN]),
      numbers('gaps', [1e9, -1e9]),
      category('level', ['a', 'b', 'new'], ['new', '']),
    ]
    expect(model.predict(later).every(Number.isFinite)).toBe(true)
  })

  test('bears a target of one class', () => {
    const model = fit(features, new Float64Array(200))
    expect(model.predict(features).every((value) => value < 0.05)).toBe(true)
  })
})
