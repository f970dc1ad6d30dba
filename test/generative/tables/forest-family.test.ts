import { afterAll, describe, expect, test } from 'vitest'
import { forestFamily } from '../../../src/generative/tables/forest-family.ts'
import { createRandom } from '../../../src/random.ts'
import { expectConforming } from './family-conformance.ts'
import {
  allGiven,
  drawnFrom,
  figuresOf,
  knownFields,
  knownRows,
  nothingGiven,
  openedOn,
} from './known-rows.ts'

const forest = await openedOn(forestFamily, 4000)
afterAll(() => forest.release())

expectConforming(forestFamily, () => forest)

describe('the forest', () => {
  test('keeps what goes with what, also where a value is missing', async () => {
    const figures = figuresOf(await drawnFrom(forest, nothingGiven(6000)))
    for (const [machine, speed] of [100, 150, 200].entries()) {
      expect(Math.abs(figures.speedByMachine[machine]! - speed)).toBeLessThan(3)
    }
    expect(figures.correlation).toBeGreaterThan(0.7)
    expect(figures.idleMissingByMachine[0]).toBeLessThan(0.02)
    expect(figures.idleMissingByMachine[2]).toBeGreaterThan(0.43)
    expect(figures.idleMissingByMachine[2]).toBeLessThan(0.57)
  })

  test('conditions in both directions', async () => {
    const fast = figuresOf(await drawnFrom(forest, allGiven(1000, { 1: 210 })))
    expect(fast.shares[2]).toBeGreaterThan(0.97)
    const rows = await drawnFrom(forest, allGiven(1000, { 0: 1 }))
    const speeds = rows.filter((_, i) => i % 4 === 1)
    expect(Math.abs(speeds.reduce((a, b) => a + b) / 1000 - 150)).toBeLessThan(3)
  })

  test('gives the best there is under a condition that no row meets', async () => {
    const rows = await drawnFrom(forest, allGiven(300, { 0: 0, 1: 205 }))
    const isKept = (value: number, i: number): boolean => i % 4 > 1 || value === [0, 205][i % 4]
    expect(rows.every(isKept)).toBe(true)
    expect(rows.every((value, i) => i % 4 === 3 || Number.isFinite(value))).toBe(true)
  })

  test('gives the same model for the same seed', async () => {
    const { models } = await forestFamily.fit(knownRows(300), { seed: 1 })
    const again = await forestFamily.fit(knownRows(300), { seed: 1 })
    expect(again.models.sampler).toEqual(models.sampler)
    const other = await forestFamily.fit(knownRows(300), { seed: 2 })
    expect(other.models.sampler).not.toEqual(models.sampler)
  })

  test('learns from a single row', async () => {
    const rows = knownRows(1)
    const model = await forestFamily.open(await forestFamily.fit(rows, { seed: 1 }), rows.fields)
    const drawn = await drawnFrom(model, nothingGiven(3))
    drawn.forEach((value, i) => expect(value).toBeCloseTo(rows.values[i % 4]!, 9))
    await model.release()
  })

  test('is a graph that does not grow with the number of fields', async () => {
    const nodesOf = async (width: number): Promise<number> => {
      const random = createRandom(1)
      const fields = Array.from({ length: width }, (_, i) => ({
        ...knownFields[2]!,
        name: `field ${i}`,
      }))
      const values = Float64Array.from(
        { length: 60 * width },
        () => random.integer(2000) / 100 - 10,
      )
      const { models } = await forestFamily.fit({ fields, rowCount: 60, values }, { seed: 1 })
      // Every node of an ONNX graph names its operator once.
      return Buffer.from(models.sampler).toString('latin1').split('Gather').length
    }
    expect(await nodesOf(351)).toBe(await nodesOf(3))
  })
})
