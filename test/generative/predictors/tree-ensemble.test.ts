import { expect, test } from 'vitest'
import { sigmoid } from '../../../src/generative/predictors/link.ts'
import { openTrees } from '../../../src/generative/predictors/tree-ensemble.ts'
import { numbers } from '../evaluation/tables.ts'

test('adds the values of the leaves to the start, under the link', () => {
  const tree = {
    feature: [0, -1, -1],
    threshold: [1, 0, 0],
    left: [1, 0, 0],
    right: [2, 0, 0],
    value: [0, -2, 4],
  }
  const state = {
    kind: 'trees',
    rules: [{ kind: 'number', edges: [10] }],
    start: 1,
    rate: 0.5,
    link: 'identity',
    trees: [tree, tree],
  } as const
  const rows = [numbers('x', [3, 30, NaN])]
  expect([...openTrees(state).predict(rows)]).toEqual([-1, 5, -1])
  expect([...openTrees({ ...state, link: 'sigmoid' }).predict(rows)][1]).toBe(sigmoid(5))
  const shifted = openTrees({ ...state, link: 'sigmoid', oddsFactor: 0.1 }).predict(rows)
  expect(shifted[1]).toBeCloseTo(sigmoid(5 + Math.log(0.1)), 12)
})
