import { describe, expect, test } from 'vitest'
import { inferSequences } from '../../../src/data/table/related-inference.ts'
import { createTable } from '../../../src/data/table/table.ts'
import { orderPlace, relatedRows } from '../../../src/generative/related/related-rows.ts'
import { toySchema, toyTables } from './toy-tables.ts'

const number = (...values: number[]) =>
  ({ kind: 'number', values: Float64Array.from(values) }) as const

describe('two tables as rows', () => {
  const tables = toyTables()
  const schema = toySchema(tables)

  test('children stand with their parent, in their order, and know their row', () => {
    const { children } = tables
    const reversed = createTable(
      [...children.columns].map(([name, column]) => [
        name,
        column.kind === 'text'
          ? column
          : { ...column, values: column.values.slice().reverse() as never },
      ]),
    )
    const straight = relatedRows(schema, tables)
    const turned = relatedRows(schema, { ...tables, children: reversed })
    expect(turned.children.values).toEqual(straight.children.values)
    expect(turned.starts).toEqual(straight.starts)
    expect(Array.from(turned.rows)).toEqual(
      Array.from(straight.rows, (row) => children.rowCount - 1 - row),
    )
    expect(straight.starts[1]).toBe(0)
    expect(orderPlace(schema)).toBe(0)
  })

  test('a child without parent is named', () => {
    const children = createTable([
      ...tables.children.columns,
      [
        'machine',
        number(...Array.from({ length: tables.children.rowCount }, (_, i) => (i === 3 ? 99 : 2))),
      ],
    ])
    expect(() => relatedRows(schema, { ...tables, children })).toThrow(
      'row 4, field machine: no parent, expected a id of machines, got 99',
    )
  })

  test('a parent that stands there twice is named', () => {
    const parents = createTable([
      ...tables.parents.columns,
      ['id', number(...Array.from({ length: tables.parents.rowCount }, () => 5))],
    ])
    expect(() => relatedRows(schema, { ...tables, parents })).toThrow(
      'row 2, field id: there already',
    )
  })
})

test("what changes within an entity cannot be the entity's", () => {
  const table = createTable([
    ['unit', number(1, 1, 2)],
    ['cycle', number(1, 2, 1)],
    ['site', number(4, 4, 5)],
    ['load', number(1, 2, 3)],
  ])
  const schema = inferSequences({ name: 'runs', table }, { entity: 'unit', order: 'cycle' })
  expect(relatedRows(schema, { children: table }).parents.rowCount).toBe(2)
  const changed = createTable([...table.columns, ['site', number(4, 6, 5)]])
  expect(() => relatedRows(schema, { children: changed })).toThrow(
    'row 2, field site: changes within unit 1, expected one value for each, got 6',
  )
})
