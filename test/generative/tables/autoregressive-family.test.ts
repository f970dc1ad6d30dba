import { describe, expect, test } from 'vitest'
import { autoregressiveFamily } from '../../../src/generative/tables/autoregressive-family.ts'
import type { RowMatrix } from '../../../src/generative/tables/row-matrix.ts'
import { createRandom } from '../../../src/random.ts'

function oneField(values: readonly number[]): RowMatrix {
  const [minimum, maximum] = [Math.min(...values), Math.max(...values)]
  const fields = [{ name: 'x', minimum, maximum, step: 1 }]
  return { fields, rowCount: values.length, values: Float64Array.from(values) }
}

async function drawnFrom(rows: RowMatrix, count: number): Promise<Float64Array> {
  const fitted = await autoregressiveFamily.fit(rows, { seed: 1, budgetSeconds: 60 })
  const model = await autoregressiveFamily.open(fitted, rows.fields)
  const given = { rowCount: count, values: new Float64Array(count), flags: new Uint8Array(count) }
  const drawn = await model.draw(given, createRandom(1))
  await model.release()
  return drawn
}

describe('the autoregressive family', () => {
  test('learns from one row, which is all that it can give', async () => {
    expect(Array.from(await drawnFrom(oneField([7]), 3))).toEqual([7, 7, 7])
  })

  test('learns from two rows', async () => {
    const drawn = await drawnFrom(oneField([7, 9]), 40)
    expect(new Set(drawn)).toEqual(new Set([7, 9]))
  })

  test('keeps the shares of values', async () => {
    const values = Array.from({ length: 500 }, (_, i) => (i % 5 === 0 ? 0 : 1 + (i % 3)))
    const drawn = await drawnFrom(oneField(values), 2000)
    expect(drawn.filter((value) => value === 0).length / 2000).toBeCloseTo(0.2, 1)
  })

  test('a training that is cancelled ends as cancelled', async () => {
    const signal = AbortSignal.abort()
    const fitting = autoregressiveFamily.fit(oneField([1, 2, 3]), { seed: 1, signal })
    await expect(fitting).rejects.toMatchObject({ code: 'cancelled' })
  })
})
