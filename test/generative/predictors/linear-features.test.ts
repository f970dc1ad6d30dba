import { expect, test } from 'vitest'
import { linearFeatures, linearRules } from '../../../src/generative/predictors/linear-features.ts'
import { category, numbers } from '../evaluation/tables.ts'

test('numbers are standardised by what was fitted, levels and gaps have weights of their own', () => {
  const fitted = [numbers('x', [1, 3, NaN]), category('f', ['a', 'b'], ['a', 'b', 'a'])]
  const features = linearFeatures(linearRules(fitted), [
    numbers('x', [3, NaN]),
    category('f', ['a', 'b'], ['b', '']),
  ])
  expect(features).toMatchObject({ denseCount: 1, slotCount: 2, weightCount: 5, rowCount: 2 })
  expect([...features.dense]).toEqual([1, 0])
  // Weight 1 is "x is missing"; 2 to 4 are missing, a, b.
  expect([...features.switches]).toEqual([-1, 4, 1, 2])
})

test('a constant number weighs nothing', () => {
  const rules = linearRules([numbers('x', [5, 5])])
  expect([...linearFeatures(rules, [numbers('x', [5, 9])]).dense]).toEqual([0, 0])
})
