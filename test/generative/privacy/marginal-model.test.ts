import { describe, expect, test } from 'vitest'
import { type BinnedRows, countCells } from '../../../src/generative/privacy/marginal.ts'
import { fitMarginals, type Measurement } from '../../../src/generative/privacy/marginal-model.ts'
import { createRandom } from '../../../src/random.ts'

const sizes = [3, 3, 2]

/** a -> b -> c: each is likely to follow the one before. */
function chainRows(rowCount: number): BinnedRows {
  const random = createRandom('chain')
  const indices = new Int32Array(rowCount * 3)
  for (let row = 0; row < rowCount; row++) {
    const a = random.integer(3)
    const b = random.uniform() < 0.8 ? a : random.integer(3)
    const c = random.uniform() < (b === 2 ? 0.9 : 0.1) ? 1 : 0
    indices.set([a, b, c], row * 3)
  }
  return { rowCount, indices, sizes }
}

const rows = chainRows(4000)
const exactly = (fields: readonly number[], variance = 1): Measurement => {
  const counts = countCells(rows, fields)
  return { fields, counts, variances: counts.map(() => variance) }
}
const options = { sizes, total: 4000, iterations: 400 }

describe('a model of marginals', () => {
  test('has the marginals that were measured', () => {
    const sets = [
      [0, 1],
      [1, 2],
    ]
    const model = fitMarginals(
      sets.map((set) => exactly(set)),
      options,
    )
    for (const set of sets) {
      const counts = countCells(rows, set)
      model.marginal(set).forEach((share, i) => expect(share * 4000).toBeCloseTo(counts[i]!, 0))
    }
  })

  test('makes what was not measured independent given what was: the most even distribution', () => {
    const model = fitMarginals([exactly([0, 1]), exactly([1, 2])], options)
    const drawn = countCells(model.draw(200_000, createRandom(1)), [0, 1, 2])
    const ab = countCells(rows, [0, 1])
    const bc = countCells(rows, [1, 2])
    const b = countCells(rows, [1])
    for (let i = 0; i < drawn.length; i++) {
      const [x, y, z] = [Math.floor(i / 6), Math.floor(i / 2) % 3, i % 2]
      const expected = (ab[x * 3 + y]! * bc[y * 2 + z]!) / b[y]! / 4000
      expect(drawn[i]! / 200_000).toBeCloseTo(expected, 2)
    }
  })

  test('weighs what was measured twice by its precision', () => {
    const precise = exactly([2])
    const wrong = { ...exactly([2], 1e6), counts: Float64Array.of(4000, 0) }
    const model = fitMarginals([wrong, precise], options)
    expect(model.marginal([2])[1]! * 4000).toBeCloseTo(precise.counts[1]!, 0)
  })

  test('starts from the potentials of another fit', () => {
    const first = fitMarginals([exactly([0, 1])], options)
    const none = { ...options, iterations: 0, start: first.potentials }
    const second = fitMarginals([exactly([0, 1]), exactly([2])], none)
    expect([...second.marginal([0, 1])]).toEqual(
      [...first.marginal([0, 1])].map((share) => expect.closeTo(share, 9)),
    )
  })
})
