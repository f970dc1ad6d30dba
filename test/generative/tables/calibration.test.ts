import { expect, test } from 'vitest'
import { fitMixedField, type MixedField } from '../../../src/generative/encoding/mixed-fields.ts'
import { biasesFor, calibrate, uncalibrated } from '../../../src/generative/tables/calibration.ts'
import { createRandom } from '../../../src/random.ts'

const random = createRandom(1)

test('biases bring the mean probabilities to the shares', async () => {
  const logits = Float64Array.from({ length: 3000 }, () => 2 * random.normal())
  const shares = [0.7, 0.2, 0.1]
  let turns = 0
  const biases = await biasesFor(logits, shares, async () => void turns++)
  expect(turns).toBeGreaterThan(1)
  const sums = [0, 0, 0]
  for (let row = 0; row < 1000; row++) {
    const weights = biases.map((bias, i) => Math.exp(logits[3 * row + i]! + bias))
    const total = weights.reduce((a, b) => a + b)
    weights.forEach((weight, i) => (sums[i]! += weight / total / 1000))
  }
  sums.forEach((sum, i) => expect(sum).toBeCloseTo(shares[i]!, 2))
})

function quantity(): MixedField {
  const values = Float64Array.from({ length: 2000 }, () => Math.exp(random.normal()))
  const field = { name: 'x', minimum: 0, maximum: 100, step: 1e-9 }
  return fitMixedField(field, values, 'normal')
}

test('the median of what is drawn is read as the median of the data', async () => {
  const field = quantity()
  const scores = Float32Array.from({ length: 4001 }, () => 3 + 0.1 * random.normal())
  const { fields } = await calibrate([field], [{ scalar: 0, choices: [] }], scores, 1)
  const { from, to, levels } = fields[0]!.knots!
  const middle = levels.indexOf(0.5)
  expect(to[middle]!).toBeCloseTo(3, 1)
  expect(from[middle]!).toBe(field.knots!.from[field.knots!.levels.indexOf(0.5)])
})

test('a network that gives one number is left as it is', async () => {
  const field = quantity()
  const scores = new Float32Array(100).fill(1)
  const { fields } = await calibrate([field], [{ scalar: 0, choices: [] }], scores, 1)
  expect(fields[0]).toEqual(field)
  expect(uncalibrated([field]).biases).toEqual([[0]])
})
