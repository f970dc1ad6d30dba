import { expect, test } from 'vitest'
import {
  logisticRegression,
  ridgeRegression,
} from '../../../src/generative/predictors/logistic-regression.ts'
import { openPredictor } from '../../../src/generative/predictors/open-predictor.ts'
import { surfaceColumns, withSurface } from '../../../src/generative/predictors/response-surface.ts'
import { createRandom } from '../../../src/random.ts'
import { category, numbers } from '../evaluation/tables.ts'

test('every number gives its square, every two their product, about the centres; gaps stay gaps', () => {
  const columns = [numbers('a', [6, NaN]), category('f', ['x'], ['x', 'x']), numbers('b', [3, 0])]
  const added = surfaceColumns([5, 1], columns).slice(3)
  expect(added.map(({ name }) => name)).toEqual(['a * a', 'a * b', 'b * b'])
  const values = added.map((column) => (column.kind === 'number' ? [...column.values] : []))
  expect(values).toEqual([
    [1, NaN],
    [2, NaN],
    [4, 1],
  ])
})

test('a ridge on it finds a parabola', () => {
  const x = Float64Array.from({ length: 200 }, (_, i) => i / 20)
  const y = x.map((value) => 2 + (value - 6) ** 2)
  const surface = withSurface(ridgeRegression({ penalty: 1e-6 }))([numbers('x', x)], y)
  const [atOptimum, aside] = surface.predict([numbers('x', [6, 8])])
  expect(atOptimum).toBeCloseTo(2, 3)
  expect(aside).toBeCloseTo(6, 3)
})

test('failures on both sides of a good setting are told from it, and by the stored state alike', () => {
  const random = createRandom(1)
  const x = Float64Array.from({ length: 2000 }, () => 35 + 4 * random.normal())
  const failed = x.map((value) => +(Math.abs(value - 35) > 4 + random.normal()))
  const surface = withSurface(logisticRegression())([numbers('x', x)], failed)
  const asked = [numbers('x', [27, 35, 43])]
  const [low, middle, high] = surface.predict(asked)
  expect(middle).toBeLessThan(0.1)
  expect(Math.min(low!, high!)).toBeGreaterThan(0.8)
  expect(openPredictor(surface.state).predict(asked)).toEqual(surface.predict(asked))
})
