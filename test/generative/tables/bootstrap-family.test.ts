import { afterAll, describe, expect, test } from 'vitest'
import { bootstrapFamily } from '../../../src/generative/tables/bootstrap-family.ts'
import { expectConforming } from './family-conformance.ts'
import { allGiven, drawnFrom, knownRows, nothingGiven, openedOn } from './known-rows.ts'

const model = await openedOn(bootstrapFamily, 2000)
afterAll(() => model.release())

expectConforming(bootstrapFamily, () => model)

describe('the bootstrap', () => {
  const lines = (values: Float64Array): string[] =>
    Array.from({ length: values.length / 4 }, (_, i) =>
      Array.from(values.subarray(4 * i, 4 * i + 4), (value) => value.toFixed(2)).join(),
    )

  test('gives nothing but rows that it was fitted on', async () => {
    const known = new Set(lines(knownRows(2000).values))
    const drawn = lines(await drawnFrom(model, nothingGiven(500)))
    expect(drawn.every((line) => known.has(line))).toBe(true)
    expect(new Set(drawn).size).toBeGreaterThan(300)
  })

  test('answers a condition with the nearest rows', async () => {
    const drawn = await drawnFrom(model, allGiven(100, { 0: 1, 1: 150.4 }))
    const loads = new Set(drawn.filter((_, i) => i % 4 === 2))
    const { values } = knownRows(2000)
    const expected = new Set(
      Array.from({ length: 2000 }, (_, row) => values.subarray(4 * row, 4 * row + 4))
        .filter((row) => row[0] === 1 && row[1] === 150)
        .map((row) => row[2]!.toFixed(2)),
    )
    expect([...loads].every((load) => expected.has(load.toFixed(2)))).toBe(true)
  })
})
