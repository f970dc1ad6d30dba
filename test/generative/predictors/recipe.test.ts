import { describe, expect, test } from 'vitest'
import { fitOf, type Recipe } from '../../../src/generative/predictors/recipe.ts'
import { threadFit } from '../../../src/generative/predictors/thread-fit.ts'
import { linkedRows } from '../evaluation/tables.ts'

const forest = { kind: 'random-forest', options: { trees: 10, seed: 3 } } as const
const recipes: readonly (readonly [name: string, recipe: Recipe, state: string])[] = [
  ['logistic regression', { kind: 'logistic-regression', options: { penalty: 2 } }, 'linear'],
  ['ridge regression', { kind: 'ridge-regression', options: {} }, 'linear'],
  ['boosted classes', { kind: 'boosted-classifier', options: { trees: 10 } }, 'trees'],
  ['boosted values', { kind: 'boosted-regression', options: { trees: 10 } }, 'trees'],
  ['a forest', forest, 'trees'],
  ['a forest of pairs', { kind: 'pairs', inner: forest }, 'pairs'],
  ['a surface', { kind: 'surface', inner: { kind: 'ridge-regression', options: {} } }, 'surface'],
]

describe.each(recipes)('%s', (_, recipe, state) => {
  const rows = linkedRows(200, 1)
  const features = rows.slice(0, 2)
  const side = rows[2]!
  const target = Float64Array.from(side.kind === 'category' ? side.codes : [])

  test('is fitted to the same in a thread as here', async () => {
    const here = fitOf(recipe)(features, target)
    const there = await threadFit(recipe)(features, target)
    expect(here.state.kind).toBe(state)
    expect(there.state).toEqual(here.state)
    expect(there.predict(features)).toEqual(here.predict(features))
  })
})
