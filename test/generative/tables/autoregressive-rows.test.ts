import { describe, expect, test } from 'vitest'
import { autoregressiveFamily } from '../../../src/generative/tables/autoregressive-family.ts'
import {
  openAutoregressive,
  type AutoregressiveState,
} from '../../../src/generative/tables/autoregressive-rows.ts'
import type { RowMatrix } from '../../../src/generative/tables/row-matrix.ts'
import { createRandom } from '../../../src/random.ts'

// `b` is `a` in nine cases of ten, `constant` never changes.
const random = createRandom(3)
const rows: RowMatrix = {
  fields: [
    { name: 'constant', minimum: 4, maximum: 4, step: 1 },
    { name: 'a', levels: 2, minimum: 0, maximum: 1, step: 1 },
    { name: 'b', levels: 2, minimum: 0, maximum: 1, step: 1 },
  ],
  rowCount: 600,
  values: Float64Array.from(
    Array.from({ length: 600 }, () => {
      const a = random.integer(2)
      return [4, a, random.uniform() < 0.9 ? a : 1 - a]
    }).flat(),
  ),
}
const fitted = await autoregressiveFamily.fit(rows, { seed: 1, budgetSeconds: 60 })
const model = await openAutoregressive(fitted.models, fitted.state as AutoregressiveState)
const density = model.density!

describe('an opened autoregressive model', () => {
  test('gives the probability of a field given another, and without it', async () => {
    const given = {
      rowCount: 2,
      values: Float64Array.of(4, 0, NaN, 4, 1, NaN),
      flags: Uint8Array.of(1, 1, 0, 1, 1, 0),
    }
    const logs = await density.logProbabilities(given, 2)
    // 540 rows, of which few are needed to see the dependence and many to see it to a hundredth.
    for (const log of [logs[0]!, logs[3]!]) {
      expect(Math.exp(log)).toBeGreaterThan(0.75)
      expect(Math.exp(log)).toBeLessThan(0.96)
    }
    expect(Math.exp(logs[0]!) + Math.exp(logs[1]!)).toBeCloseTo(1, 5)
    const blind = await density.logProbabilities({ ...given, flags: new Uint8Array(6) }, 2)
    const share = rows.values.filter((value, i) => i % 3 === 2 && value === 0).length / 600
    expect(Math.abs(Math.exp(blind[0]!) - share)).toBeLessThan(0.08)
  })

  test('is surprised by what is rare, and by nothing that never changes', async () => {
    const seen = { ...rows, rowCount: 2, values: Float64Array.of(4, 0, 0, 4, 0, 1) }
    const { surprise } = await density.surprise(seen, createRandom(1))
    expect(surprise[0]).toBe(0)
    const [usual, odd] = [surprise[1]! + surprise[2]!, surprise[4]! + surprise[5]!]
    expect(usual).toBeCloseTo(-Math.log(0.45), 0)
    expect(odd).toBeGreaterThan(usual + 1)
  })

  test('tells which values belong to an outcome', () => {
    expect(density.outcomes).toEqual([1, 2, 2])
    expect(density.outcomeOf(2, 1)).toBe(1)
    expect(density.spanOf(0, 0)).toEqual([4, 4])
  })

  test('draws the same whether what is given stands once or in every row', async () => {
    const alike = {
      rowCount: 40,
      values: Float64Array.from({ length: 120 }, (_, i) => Number(i % 3 === 1)),
      flags: Uint8Array.from({ length: 120 }, (_, i) => Number(i % 3 === 1)),
    }
    const oneDiffers = { ...alike, values: alike.values.with(118, 0) }
    const drawn = await model.draw(alike, createRandom(5))
    expect(drawn.filter((_, i) => i % 3 === 1)).toEqual(new Float64Array(40).fill(1))
    expect(new Set(drawn.filter((_, i) => i % 3 === 2)).size).toBe(2)
    const again = await model.draw(oneDiffers, createRandom(5))
    expect(again.subarray(0, 117)).toEqual(drawn.subarray(0, 117))
    expect(again[118]).toBe(0)
  })

  test('draws only what may be', async () => {
    const given = { rowCount: 50, values: new Float64Array(150), flags: new Uint8Array(150) }
    const drawn = await model.draw(given, createRandom(1), {
      mayBe: (field, value) => field !== 1 || value === 1,
    })
    for (let row = 0; row < 50; row++) expect(drawn[row * 3 + 1]).toBe(1)
  })
})
