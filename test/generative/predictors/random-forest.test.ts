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

test('balanced draws leave a rare class its share, and find it among many columns', () => {
  const many = Array.from({ length: 30 }, (_, i) =>
    numbers(`n${i}`, random.fillUniform(new Float64Array(400))),
  )
  const target = x.map((value) => +(value > 0.85 && random.uniform() < 0.5))
  const share = target.reduce((sum, y) => sum + y, 0) / 400
  const forest = randomForest({ trees: 200, isBalanced: true })([columns[0]!, ...many], target)
  const fresh = random.fillUniform(new Float64Array(1000))
  const held = [
    numbers('x', fresh),
    ...many.map(({ name }) =>
      numbers(
        name,
        fresh.map(() => random.uniform()),
      ),
    ),
  ]
  const predicted = forest.predict(held)
  const mean = predicted.reduce((sum, p) => sum + p, 0) / 1000
  expect(mean).toBeGreaterThan(0.3 * share)
  expect(mean).toBeLessThan(3 * share)
  const high = predicted.filter((_, row) => fresh[row]! > 0.85)
  const low = predicted.filter((_, row) => fresh[row]! <= 0.85)
  expect(Math.min(...high)).toBeGreaterThan(low.toSorted()[Math.floor(0.9 * low.length)]!)
})

test('balanced draws of one class alone are all draws', () => {
  const model = randomForest({ trees: 3, isBalanced: true })(columns, new Float64Array(400))
  expect(model.predict(columns).every((p) => p === 0)).toBe(true)
  expect('oddsFactor' in model.state).toBe(false)
})
