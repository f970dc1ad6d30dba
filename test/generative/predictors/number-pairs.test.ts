import { expect, test } from 'vitest'
import { boostedTreesClassifier } from '../../../src/generative/predictors/boosted-trees.ts'
import { pairColumns, withPairs } from '../../../src/generative/predictors/number-pairs.ts'
import { createRandom } from '../../../src/random.ts'
import { category, numbers } from '../evaluation/tables.ts'

test('every two numbers give a difference, a product and a ratio; levels give none', () => {
  const columns = [numbers('a', [6, 1]), category('f', ['x'], ['x', 'x']), numbers('b', [3, 0])]
  const added = pairColumns(columns).slice(3)
  expect(added.map(({ name }) => name)).toEqual(['a - b', 'a * b', 'a / b'])
  const values = added.map((column) => (column.kind === 'number' ? [...column.values] : []))
  expect(values).toEqual([
    [3, 1],
    [18, 0],
    [2, NaN],
  ])
})

test('what depends on a product is learnt from fewer trees', () => {
  const random = createRandom(1)
  const a = random.fillUniform(new Float64Array(1000))
  const b = random.fillUniform(new Float64Array(1000))
  const target = a.map((value, row) => +(value * b[row]! > 0.3))
  const columns = [numbers('a', a), numbers('b', b)]
  const fit = boostedTreesClassifier({ trees: 5, maximumLeaves: 2 })
  const rightOf = (one: typeof fit): number =>
    one(columns, target)
      .predict(columns)
      .filter((p, row) => p > 0.5 === (target[row] === 1)).length
  expect(rightOf(withPairs(fit))).toBeGreaterThan(rightOf(fit))
})
