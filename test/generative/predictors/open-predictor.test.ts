import { expect, test } from 'vitest'
import { openPredictor } from '../../../src/generative/predictors/open-predictor.ts'
import { numbers } from '../evaluation/tables.ts'

test('opens what is nested in a blend', () => {
  const linear = {
    kind: 'linear',
    rules: [[1, 2]],
    weights: [3, 0, 0.5],
    link: 'identity',
    centre: 10,
    unit: 2,
  } as const
  const blend = {
    kind: 'blend',
    link: 'identity',
    parts: [linear, { ...linear, centre: 20 }],
  } as const
  // 2 (3 (x - 1) 2 + 0.5), and the mean of the two centres.
  expect([...openPredictor(blend).predict([numbers('x', [2])])]).toEqual([15 + 13])
})
