import { expect, test } from 'vitest'
import { randomForest } from '../../../src/generative/predictors/random-forest.ts'
import { createRandom } from '../../../src/random.ts'
import { numbers } from '../evaluation/tables.ts'

const random = createRandom(5)
const x = random.fillUniform(new Float64Array(400))
const noise = random.fillUniform(new Float64Array(400))
const columns = [numbers('x', x), numbers('noise', noise)]

test('finds a probability that steps, near its true values', () => {
  const target = x.map((value) => +(random.uniform() < (value < 0.5 ? 0.1 : 0.8)))
  const model = randomForest({ trees: 100, minimumLeafRows: 30 })(columns, target)
  const [low, high] = model.predict([numbers('x', [0.25, 0.75]), numbers('noise', [0.5, 0.5])])
  expect(low).toBeGreaterThan(0)
  expect(low).toBeLessThan(0.25)
  expect(high).toBeGreaterThan(0.6)
  expect(high).toBeLessThan(1)
})

test('the seed decides, and predictions lie within the range of the target', () => {
  const target = x.map((value) => 3 + 4 * value)
  const one = randomForest({ trees: 20, seed: 1 })(columns, target).predict(columns)
  expect(randomForest({ trees: 20, seed: 1 })(columns, target).predict(columns)).toEqual(one)
  expect(randomForest({ trees: 20, seed: 2 })(columns, target).predict(columns)).not.toEqual(one)
  expect(Math.min(...one)).toBeGreaterThanOrEqual(3)
  expect(Math.max(...one)).toBeLessThanOrEqual(7)
})
