import { afterAll, describe, expect, test } from 'vitest'
import { forestFamily } from '../../../src/generative/tables/forest-family.ts'
import { createRandom } from '../../../src/random.ts'
import { allGiven, drawnFrom, knownRows, nothingGiven, openedOn } from './known-rows.ts'

const model = await openedOn(forestFamily, 3000)
const density = model.density!
afterAll(() => model.release())

async function chancesOf(
  field: number,
  given: Readonly<Record<number, number>>,
): Promise<number[]> {
  const logs = await density.logProbabilities(allGiven(1, given), field)
  return Array.from(logs, Math.exp)
}

describe('an opened forest', () => {
  test('gives probabilities that add up to one and agree with what is drawn', async () => {
    for (const given of [{}, { 1: 148 }, { 1: 120, 2: 0.5 }]) {
      const chances = await chancesOf(0, given)
      expect(chances.reduce((a, b) => a + b)).toBeCloseTo(1, 5)
      const rows = await drawnFrom(model, allGiven(4000, given))
      const machines = rows.filter((_, i) => i % 4 === 0)
      for (const [machine, chance] of chances.entries()) {
        const share = machines.filter((own) => own === machine).length / 4000
        expect(Math.abs(share - chance)).toBeLessThan(0.03)
      }
    }
  })

  test('agrees with the law that the rows follow', async () => {
    // Speeds of 125 are as far from machine 0, with a share of 0.5, as from machine 1, with 0.3.
    const between = await chancesOf(0, { 1: 100 })
    expect(between[0]).toBeGreaterThan(0.97)
    const missing = await chancesOf(0, { 3: NaN })
    expect(missing[2]).toBeGreaterThan(0.95)
    const idle = await chancesOf(3, { 0: 2 })
    expect(Math.abs(idle.at(-1)! - 0.5)).toBeLessThan(0.07)
  })

  test('is surprised by what breaks a pattern and by what is extreme', async () => {
    const values = Float64Array.of(0, 100, 0, 0, 2, 100, 0, 0, 0, 100, 2.5, 0)
    const rows = { ...knownRows(1), rowCount: 3, values }
    const { surprise, expected } = await density.surprise(rows, createRandom(1))
    const totals = [0, 1, 2].map((row) =>
      surprise.slice(4 * row, 4 * row + 4).reduce((a, b) => a + b),
    )
    expect(totals[1]! - totals[0]!).toBeGreaterThan(3)
    expect(totals[2]! - totals[0]!).toBeGreaterThan(2)
    expect(expected.every(Number.isFinite)).toBe(true)
  })

  test('finds the same surprise of a record in any order, and only that of what is asked', async () => {
    const rows = knownRows(20)
    const sumOf = async (seed: number): Promise<number> => {
      const { surprise } = await density.surprise(rows, createRandom(seed), { orders: 1 })
      return surprise.reduce((a, b) => a + b)
    }
    expect((await sumOf(1)) / (await sumOf(2))).toBeCloseTo(1, 6)
    const { surprise } = await density.surprise(rows, createRandom(1), { scored: [1], given: [0] })
    expect(surprise.every((value, i) => (i % 4 === 1) === (value !== 0))).toBe(true)
  })

  test('draws the same whether what is given stands once or in every row', async () => {
    const alike = allGiven(40, { 0: 1 })
    const oneDiffers = { ...alike, values: alike.values.with(39 * 4, 2) }
    const drawn = await drawnFrom(model, alike, 5)
    const again = await drawnFrom(model, oneDiffers, 5)
    expect(again.subarray(0, 39 * 4)).toEqual(drawn.subarray(0, 39 * 4))
    expect(again[39 * 4]).toBe(2)
  })

  test('takes members of other leaves where its own may not be', async () => {
    const options = { mayBe: (field: number, value: number) => field !== 1 || value > 210 }
    const rows = await drawnFrom(model, { ...nothingGiven(200) }, 1, options)
    const speeds = rows.filter((_, i) => i % 4 === 1)
    expect(speeds.every((speed) => speed > 210)).toBe(true)
    const machines = rows.filter((_, i) => i % 4 === 0)
    expect(machines.filter((machine) => machine === 2).length).toBeGreaterThan(190)
  })
})
