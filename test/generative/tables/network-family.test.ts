import { afterAll, describe, expect, test } from 'vitest'
import { ganFamily, vaeFamily } from '../../../src/generative/tables/network-families.ts'
import type { RowMatrix } from '../../../src/generative/tables/row-matrix.ts'
import { createRandom } from '../../../src/random.ts'
import { expectConforming } from './family-conformance.ts'
import { knownRows, openedOn } from './known-rows.ts'

// Single fields are calibrated, so they are right however short the training.
const vae = await openedOn(vaeFamily, 1000, 1)
const gan = await openedOn(ganFamily, 1000, 1)
afterAll(async () => {
  await vae.release()
  await gan.release()
})

expectConforming(vaeFamily, () => vae)
expectConforming(ganFamily, () => gan)

async function drawnFrom(rows: RowMatrix, count: number): Promise<number[]> {
  const fitted = await vaeFamily.fit(rows, { seed: 1, budgetSeconds: 0.5 })
  const model = await vaeFamily.open(fitted, rows.fields)
  const width = rows.fields.length
  const values = new Float64Array(count * width)
  const drawn = await model.draw(
    { rowCount: count, values, flags: new Uint8Array(count * width) },
    createRandom(1),
  )
  await model.release()
  return [...drawn]
}

describe('a family of networks', () => {
  test('gives back what never varies, without training', async () => {
    const fields = [
      { name: 'site', levels: 1, minimum: 0, maximum: 0, step: 1 },
      { name: 'line', minimum: 7, maximum: 7, step: 1 },
    ]
    const rows = { fields, rowCount: 2, values: Float64Array.of(0, 7, 0, 7) }
    expect(await drawnFrom(rows, 2)).toEqual([0, 7, 0, 7])
  })

  test('learns a category of thousands of levels by two digits', async () => {
    const random = createRandom(5)
    const values = Float64Array.from({ length: 3000 }, () =>
      Math.floor(1200 * random.uniform() ** 2),
    )
    const fields = [{ name: 'part', levels: 1200, minimum: 0, maximum: 1199, step: 1 }]
    const drawn = await drawnFrom({ fields, rowCount: 3000, values }, 1000)
    const below = (list: readonly number[], limit: number): number =>
      list.filter((value) => value < limit).length / list.length
    expect(drawn.every((value) => Number.isInteger(value) && value >= 0 && value < 1200)).toBe(true)
    // A quarter of the levels has half of the rows.
    expect(below(drawn, 300)).toBeCloseTo(below([...values], 300), 1)
  })

  test('keeps the epoch whose samples were most like held-out rows', async () => {
    const { training } = await vaeFamily.fit(knownRows(400), { seed: 1, budgetSeconds: 2 })
    const judged = training.history.flatMap(({ epoch, validation }) =>
      validation['unlikeness'] === undefined
        ? []
        : [{ epoch, unlikeness: validation['unlikeness'] }],
    )
    expect(judged.length).toBeGreaterThan(0)
    const least = judged.reduce((best, other) =>
      other.unlikeness < best.unlikeness ? other : best,
    )
    expect(training.bestEpoch).toBe(least.epoch)
  })

  test('a training that is cancelled ends as cancelled', async () => {
    const fields = [{ name: 'x', levels: 2, minimum: 0, maximum: 1, step: 1 }]
    const rows = { fields, rowCount: 2, values: Float64Array.of(0, 1) }
    const fitting = vaeFamily.fit(rows, { seed: 1, signal: AbortSignal.abort() })
    await expect(fitting).rejects.toMatchObject({ code: 'cancelled' })
  })
})
