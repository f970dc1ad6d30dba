import { describe, expect, test } from 'vitest'
import { expectRelated, type RelatedSchema } from '../../../src/data/table/related-schema.ts'
import { toySchema, toyTables } from '../../generative/related/toy-tables.ts'

const good = toySchema(toyTables())
const judging = (schema: RelatedSchema) => (): void => expectRelated(schema, 'schema.yaml')

describe('the schema of related tables', () => {
  test('one that fits passes', () => {
    expect(() => expectRelated(good, 'schema.yaml')).not.toThrow()
  })

  test('a key has to be an identifier', () => {
    expect(judging({ ...good, parent: { ...good.parent, key: 'line' } })).toThrow(
      'schema.yaml: parent.key line is a category, expected an identifier',
    )
  })

  test('a mistyped key is answered with the nearest field', () => {
    expect(judging({ ...good, parent: { ...good.parent, key: 'idd' } })).toThrow(
      expect.objectContaining({ hint: 'Did you mean id?' }),
    )
  })

  test('the key of a child is none of its fields', () => {
    expect(judging({ ...good, child: { ...good.child, key: 'heat' } })).toThrow(
      "child.key heat stands among the child's fields",
    )
  })

  test('levels give no order', () => {
    expect(judging({ ...good, child: { ...good.child, order: 'stop' } })).toThrow(
      'child.order stop gives no order, expected a number, count or time without gaps, got boolean',
    )
  })

  test('constraints of the order are refused', () => {
    const constraints = [{ kind: 'inequality' as const, fields: ['wear', 'hour'], strict: false }]
    expect(judging({ ...good, child: { ...good.child, constraints } })).toThrow(
      'inequality of hour',
    )
  })

  test('parents in the table of the children have its key', () => {
    const { table: _, ...parent } = good.parent
    expect(judging({ ...good, parent })).toThrow(
      'expected parent.key as child.key, got id and machine',
    )
  })
})
