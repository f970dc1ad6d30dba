import { expect, test } from 'vitest'
import {
  ganFamily,
  vaeFamily,
  wassersteinGanFamily,
} from '../../../src/generative/tables/network-families.ts'
import { drawnFrom, knownRows, nothingGiven } from './known-rows.ts'

const families = [vaeFamily, wassersteinGanFamily, ganFamily]

test.each(families)('$name trains on a handful of rows', async (family) => {
  const rows = knownRows(12)
  const fitted = await family.fit(rows, { seed: 1, budgetSeconds: 0.2 })
  expect(fitted.training).toMatchObject({ rows: 12, validationRows: 0 })
  const model = await family.open(fitted, rows.fields)
  const drawn = await drawnFrom(model, nothingGiven(20))
  expect(drawn.every((value, i) => Number.isFinite(value) || i % 4 === 3)).toBe(true)
  await model.release()
})
