import { expect, test } from 'vitest'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { binOfValue } from '../../../src/generative/encoding/bins.ts'
import { forestFamily } from '../../../src/generative/tables/forest-family.ts'
import {
  binRanks,
  type ForestState,
  mixtureFields,
  readLeaves,
} from '../../../src/generative/tables/forest-leaves.ts'
import { fieldValues } from '../../../src/generative/tables/row-matrix.ts'
import { knownRows } from './known-rows.ts'

test('the graph gives back what the leaves hold: every tree has the bins of all rows', async () => {
  const rows = knownRows(700)
  const { models, state } = await forestFamily.fit(rows, { seed: 1 })
  const session = await createSession(models.sampler)
  const { members, sizes, starts, bins } = await readLeaves(
    session,
    state as ForestState,
    rows.fields,
  )
  await session.release()
  const count = starts.at(-1)!
  expect(sizes.reduce((a, b) => a + b)).toBe(count)
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(10)
  expect(count % 700).toBe(0)
  for (const [field, own] of bins.entries()) {
    const expected = Array.from(fieldValues(rows, field), (value) => binOfValue(own, value))
    const tree = members[field]!.slice(0, 700)
    expect(Array.from(tree).sort()).toEqual(expected.sort())
  }
})

test('a bin that no row has keeps half a row of its share', () => {
  const bins = { name: 'x', origin: 0, unit: 1, isWhole: true, hasMissing: false }
  const state = {
    bins: [{ ...bins, low: [0, 1], high: [0, 1] }],
    shares: [[1, 0]],
    sizes: [4, 6],
  }
  const fields = [{ name: 'x', levels: 2, minimum: 0, maximum: 1, step: 1 }]
  const [field] = mixtureFields(state, fields)
  expect(field!.shares[1]! / field!.shares[0]!).toBeCloseTo(0.05, 12)
})

test('ranks of bins are middles of their shares; gaps have none', () => {
  const bins = { name: 'x', origin: 0, unit: 1, isWhole: true, hasMissing: true }
  const x = { ...bins, low: [0, 1, 2], high: [0, 1, 2] }
  const field = { name: 'x', minimum: 0, maximum: 2, step: 1 }
  expect(binRanks(field, x, [0.5, 0.25, 0.125, 0.125])).toEqual(
    Float64Array.of(0.25, 0.625, 0.8125, NaN),
  )
  expect(binRanks({ ...field, levels: 3 }, x, [0.5, 0.25, 0.125, 0.125])).toBeUndefined()
})
