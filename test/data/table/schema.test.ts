import { describe, expect, test } from 'vitest'
import {
  constrainedFields,
  fieldOf,
  listed,
  modelledFields,
  recordSchema,
} from '../../../src/data/table/schema.ts'

const schema = recordSchema.parse({
  fields: {
    id: { kind: 'identifier' },
    torque: { kind: 'number', minimum: 0, maximum: 90, decimals: 1 },
    machine: { kind: 'category', levels: ['mill', 'lathe'] },
  },
})

describe('a record schema', () => {
  test('fills in what is usual', () => {
    expect(schema.constraints).toEqual([])
    expect(schema.fields['machine']).toMatchObject({ ordered: false, missing: false })
  })

  test('refuses unknown keys and kinds', () => {
    const parse = (field: unknown): boolean =>
      recordSchema.safeParse({ fields: { x: field } }).success
    expect(parse({ kind: 'boolean' })).toBe(true)
    expect(parse({ kind: 'boolean', mising: true })).toBe(false)
    expect(parse({ kind: 'bool' })).toBe(false)
  })

  test('models all fields but identifiers, in order', () => {
    expect(modelledFields(schema).map(([name]) => name)).toEqual(['torque', 'machine'])
  })

  test('a mistyped field is answered with the nearest name', () => {
    expect(fieldOf(schema, 'torque').kind).toBe('number')
    expect(() => fieldOf(schema, 'torqe')).toThrow(
      expect.objectContaining({ code: 'not-found', hint: 'Did you mean torque?' }),
    )
    expect(() => fieldOf(schema, 'constructor')).toThrow('unknown')
  })

  test('a constraint names its fields', () => {
    expect(constrainedFields({ kind: 'sum', total: 'a', parts: ['b', 'c'] })).toEqual([
      'a',
      'b',
      'c',
    ])
    expect(constrainedFields({ kind: 'one-hot', fields: ['b', 'c'] })).toEqual(['b', 'c'])
  })
})

test('long lists are cut for messages', () => {
  expect(listed(['a', 'b', 'c'], 2)).toBe('a, b and 1 more')
  expect(listed(['a', 'b'], 2)).toBe('a, b')
})
