import { describe, expect, test } from 'vitest'
import { rowsAt } from '../../../src/data/table/table.ts'
import { fitRelated } from '../../../src/generative/related/fit-related.ts'
import { toySchema, toyTables } from './toy-tables.ts'

const tables = toyTables(30)
const schema = toySchema(tables)

describe('fitting two related tables', () => {
  test('no children are nothing to learn from', async () => {
    const none = { ...tables, children: rowsAt(tables.children, []) }
    await expect(fitRelated(schema, none, { seed: 1 })).rejects.toThrow('nothing to learn from')
  })

  test('a constraint of the children holds in what is drawn', async () => {
    const constrained = {
      ...schema,
      child: {
        ...schema.child,
        constraints: [{ kind: 'inequality' as const, fields: ['wear', 'heat'], strict: false }],
      },
    }
    const own = tables.children.columns
    const wear = own.get('wear')!
    const heat = own.get('heat')!
    if (wear.kind !== 'number' || heat.kind !== 'number') throw new Error('unreachable')
    const lifted = { ...heat, values: heat.values.map((value, row) => value + wear.values[row]!) }
    const children = { ...tables.children, columns: new Map([...own, ['heat', lifted]]) }
    const model = await fitRelated(
      constrained,
      { ...tables, children },
      { seed: 1, budgetSeconds: 3 },
    )
    for await (const block of model.sample(50, { seed: 1 })) {
      const [low, high] = ['wear', 'heat'].map((name) => block.children.columns.get(name)!)
      if (low?.kind !== 'number' || high?.kind !== 'number') throw new Error('unreachable')
      expect(low.values.every((value, row) => value <= high.values[row]!)).toBe(true)
    }
    await model.release()
  })

  test('another family draws too', async () => {
    const model = await fitRelated(schema, tables, { family: 'independent', seed: 1 })
    let children = 0
    for await (const block of model.sample(10, { seed: 1 })) children += block.children.rowCount
    expect(children).toBeGreaterThan(0)
    await expect(model.score(tables)).rejects.toThrow('family independent: gives no probabilities')
    await model.release()
  })

  test('a fit that is cancelled ends as cancelled', async () => {
    const signal = AbortSignal.abort()
    await expect(fitRelated(schema, tables, { seed: 1, signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})
