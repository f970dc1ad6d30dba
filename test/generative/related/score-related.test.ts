import { expect, test } from 'vitest'
import { rowsAt } from '../../../src/data/table/table.ts'
import { fitRelated } from '../../../src/generative/related/fit-related.ts'
import { toySchema, toyTables } from './toy-tables.ts'

test('a child keeps its score wherever it stands in the table', async () => {
  const tables = toyTables(30)
  const model = await fitRelated(toySchema(tables), tables, { seed: 1, budgetSeconds: 1 })
  const straight = await model.score(tables, { orders: 1 })
  const count = tables.children.rowCount
  const turned = rowsAt(
    tables.children,
    Array.from({ length: count }, (_, i) => count - 1 - i),
  )
  const again = await model.score({ ...tables, children: turned }, { orders: 1 })
  const back = again.children.surprise.toReversed()
  straight.children.surprise.forEach((value, row) => expect(back[row]).toBeCloseTo(value, 4))
  // So few parents are a copula, which scores them as well.
  const own = straight.parents!.surprise
  expect(own.every(Number.isFinite)).toBe(true)
  const ofChildren = straight.children.surprise.reduce((sum, value) => sum + value, 0)
  const ofParents = own.reduce((sum, value) => sum + value, 0)
  const total = straight.total.reduce((sum, value) => sum + value, 0)
  expect(total).toBeCloseTo(ofChildren + ofParents, 4)
  const parts = [...straight.children.byField.values()].map((own) => own[3]!)
  expect(parts.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
    straight.children.surprise[3]!,
    6,
  )
  await model.release()
})
