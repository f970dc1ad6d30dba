import { afterAll, expect, test } from 'vitest'
import { openGraph } from '../../../src/generative/tables/graph-rows.ts'
import { input } from '../../../src/learning/graph/apply.ts'
import { slice } from '../../../src/learning/graph/arrangement.ts'
import { add, multiply } from '../../../src/learning/graph/elementwise.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { createRandom } from '../../../src/random.ts'

/** Gives back steps + 10 noise + the weight of the second outcome. */
function echo(): Uint8Array {
  const values = input('values', [-1, 2])
  const given = input('given', [-1, 2])
  const weights = input('weights', [3])
  const noise = input('uniform/some', [-1, 2])
  const rows = add(multiply(noise, 10), add(multiply(values, given), slice(weights, 0, 1, 2)))
  return encodeModel({ inputs: [values, given, weights, noise], outputs: { rows } })
}

const fields = [
  { origin: 5, unit: 0.5, isWhole: true, outcomes: [5, 'missing'] as const },
  { origin: 0, unit: 1, isWhole: true, outcomes: [0] },
]
const silent = { 'uniform/some': new Float32Array(4) }
const model = await openGraph(echo(), fields, () => silent)
afterAll(() => model.release())

const given = {
  rowCount: 2,
  values: Float64Array.of(6.5, 0, 0, 0),
  flags: Uint8Array.of(1, 0, 0, 0),
}

test('values go in and come out in the units of the field, what is given as it was', async () => {
  const rows = await model.draw(given, createRandom(1))
  // Weight 1 for the missing outcome: one step, of 0.5 above 5, where nothing is given.
  expect(Array.from(rows)).toEqual([6.5, 1, 5.5, 1])
})

test('an outcome that is excluded has weight 0', async () => {
  const rows = await model.draw(given, createRandom(1), { isComplete: true })
  expect(Array.from(rows)).toEqual([6.5, 0, 5, 0])
})
