import { expect, test } from 'vitest'
import {
  fitShape,
  openCharacteristic,
  quantileOf,
} from '../../../src/plant/quality/characteristic.ts'
import { createRandom } from '../../../src/random.ts'
import { normalCumulative } from '../../../src/statistics/normal.ts'
import { numbers } from '../../generative/evaluation/tables.ts'

const random = createRandom(2)
const count = 2000
const x = random.fillUniform(new Float64Array(count))
/** Centre 10, spread 1 on the left and 3 on the right. */
const spreadAt = (value: number): number => (value < 0.5 ? 1 : 3)
const values = x.map((value) => 10 + spreadAt(value) * random.normal())
const heldOut = {
  columns: [numbers('x', x)],
  predictions: new Float64Array(count).fill(10),
  values,
  groups: Int32Array.from(x, (_, row) => row % 5),
}
const shape = await fitShape(heldOut, { upper: 12 }, 1)
const location = {
  kind: 'linear',
  rules: [[0, 0]],
  weights: [0, 0, 10],
  link: 'identity',
  centre: 0,
  unit: 1,
} as const
const characteristic = openCharacteristic({ ...shape.state, location }, { upper: 12 })
const places = [numbers('x', [0.25, 0.75])]

test('held-out values lie in intervals as often as these say', () => {
  for (const nominal of [0.5, 0.8, 0.9]) {
    const covered = shape.coveredBy(nominal)
    expect(covered.reduce((a, b) => a + b) / count).toBeCloseTo(nominal, 1)
  }
})

test('the spread follows the record, and so does the share outside of the limits', () => {
  const [left, right] = characteristic.failure(places)
  expect(left).toBeCloseTo(1 - normalCumulative(2), 1)
  expect(right).toBeCloseTo(1 - normalCumulative(2 / 3), 1)
  const [low, high] = characteristic.quantile(places, 0.95)
  expect(high! - 10).toBeGreaterThan(2 * (low! - 10))
})

test('held-out failure probabilities are right on average', () => {
  const failing = values.filter((value) => value > 12).length / count
  const expected = shape.failure.reduce((a, b) => a + b) / count
  expect(expected).toBeCloseTo(failing, 1)
})

test('a quantile counts the value that may come', () => {
  const sorted = Float64Array.of(1, 2, 3)
  expect(quantileOf(sorted, 0.5)).toBe(2)
  expect(quantileOf(sorted, 0.25)).toBe(1)
  expect(quantileOf(sorted, 0.99)).toBe(3)
})
