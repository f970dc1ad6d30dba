import { describe, expect, test } from 'vitest'
import { recordSchema } from '../../../src/data/table/schema.ts'
import { drawLevels, targetShares } from '../../../src/generative/tables/rebalance.ts'
import type { RowModel } from '../../../src/generative/tables/row-model.ts'
import { createRandom } from '../../../src/random.ts'

const schema = recordSchema.parse({
  fields: {
    machine: { kind: 'category', levels: ['drill', 'lathe', 'mill'] },
    torque: { kind: 'number', minimum: 0, maximum: 9 },
  },
})
const model: RowModel = {
  draw: async () => new Float64Array(),
  release: async () => undefined,
  density: {
    outcomes: [3, 10],
    outcomeOf: (_, value) => value,
    spanOf: (_, outcome) => [outcome, outcome],
    logProbabilities: async () => Float32Array.of(0.5, 0.3, 0.2).map(Math.log),
    surprise: async () => ({ surprise: new Float64Array(), expected: new Float64Array() }),
  },
}
const shares = async (machine: Record<string, number>, given = {}): Promise<readonly number[]> =>
  (await targetShares(model, schema, { machine }, given))[0]!.shares

describe('re-balancing', () => {
  test('levels that are not named keep their proportions', async () => {
    const [drill, lathe, mill] = await shares({ mill: 0.6 })
    expect(mill).toBe(0.6)
    expect(drill).toBeCloseTo(0.25, 6)
    expect(lathe).toBeCloseTo(0.15, 6)
  })

  test('rows get levels with these shares', () => {
    const given = {
      rowCount: 5000,
      values: new Float64Array(10_000),
      flags: new Uint8Array(10_000),
    }
    drawLevels(given, 2, { field: 0, shares: [0.25, 0.15, 0.6] }, createRandom(1))
    const mills = given.values.filter((value, i) => i % 2 === 0 && value === 2).length
    expect(mills / 5000).toBeCloseTo(0.6, 1)
    expect(given.flags.slice(0, 4)).toEqual(Uint8Array.of(1, 0, 1, 0))
  })

  test('what cannot be is refused', async () => {
    await expect(shares({ mill: 1.2 })).rejects.toThrow('share out of range')
    await expect(shares({ mill: 0.7, lathe: 0.7 })).rejects.toThrow('do not add up')
    await expect(shares({ mill: 0.1, lathe: 0.1, drill: 0.1 })).rejects.toThrow('do not add up')
    await expect(shares({ mill: 0.5 }, { machine: 'mill' })).rejects.toThrow('given as well')
    const torque = targetShares(model, schema, { torque: { 3: 1 } }, {})
    await expect(torque).rejects.toThrow('cannot be re-balanced')
  })
})
