import { expect, test } from 'vitest'
import { columnOf } from '../../../src/data/table/table.ts'
import { fitRelated } from '../../../src/generative/related/fit-related.ts'
import { decodeRelatedModel } from '../../../src/generative/related/related-file.ts'
import { parentTable, tablesOf } from '../../../src/generative/related/related-tables.ts'
import { toySchema, toyTables } from './toy-tables.ts'

const tables = toyTables(20)
const model = await fitRelated(toySchema(tables), tables, { family: 'independent', seed: 1 })
const stored = decodeRelatedModel(model.encode(), 'model')
await model.release()

test('drawn parents lose their profile, drawn children gain the key of their parent', () => {
  const parents = parentTable(stored, tables.parents, 5, 8)
  expect(Array.from(columnOf(parents, 'id', 'number').values)).toEqual([6, 7, 8])
  const children = { values: new Float64Array(4 * 4), starts: Uint32Array.of(0, 1, 1, 4) }
  const block = tablesOf(stored, parents, children, 0)
  expect(block.parents).toBe(parents)
  expect(Array.from(columnOf(block.children, 'machine', 'number').values)).toEqual([6, 8, 8, 8])
})
