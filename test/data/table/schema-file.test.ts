import { describe, expect, test } from 'vitest'
import { formatSchema, parseSchema } from '../../../src/data/table/schema-file.ts'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import type { MillraceError } from '../../../src/errors.ts'
import { plantRecords } from '../../generative/tables/plant-records.ts'

const schema = inferSchema(plantRecords(50))

describe('a schema file', () => {
  test('is read back as what was written', () => {
    const constrained = {
      ...schema,
      constraints: [{ kind: 'combination' as const, fields: ['machine', 'site'] }],
    }
    const text = formatSchema(constrained)
    expect(text).toContain('# What the fields of a record are.')
    expect(parseSchema(text)).toEqual(constrained)
  })

  test('shows suggested constraints as comments, which hold nothing', () => {
    const text = formatSchema(schema, [{ kind: 'one-hot', fields: ['a', 'b'] }])
    expect(text).toContain('#   - { kind: one-hot, fields: [ a, b ] }')
    expect(parseSchema(text)).toEqual(schema)
  })

  test('shows few levels on one line, and what a person should look at', () => {
    const text = formatSchema(schema, [], ['column x: texts in place of numbers'])
    expect(text).toMatch(/levels: \[ \w+, .* \]\n/)
    expect(text).toContain('#   - column x: texts in place of numbers\n')
    expect(parseSchema(text)).toEqual(schema)
  })

  test('may leave out what is usual', () => {
    const text = 'fields:\n  torque: { kind: number, minimum: 0, maximum: 9.5 }\n'
    expect(parseSchema(text).fields['torque']).toMatchObject({ decimals: 0, missing: false })
  })

  test.each([
    ['fields: [', 'line 1, column'],
    ['fields:\n  a: { kind: bolean }', 'line 2, column 14: fields.a.kind is unknown'],
    ['fields:\n  a: { kind: boolean, mising: true }', 'line 2, column 23: unknown key in fields.a'],
    [
      'fields:\n  a: { kind: count, maximum: some }',
      'fields.a.maximum does not fit, expected number, got "some"',
    ],
    ['felds: {}', 'line 1, column 1: unknown key'],
    [
      'fields: { a: { kind: boolean } }\nconstraints: [{ kind: one-hot, fields: [a, b] }]',
      'one-hot of an unknown field, expected some of a, got b',
    ],
  ])('%j is refused with its place', (text, message) => {
    expect(() => parseSchema(text, 's.yaml')).toThrow(message)
  })

  test('a mistyped key or kind is answered with the nearest', () => {
    const hintOf = (text: string): string | undefined => {
      try {
        parseSchema(text)
      } catch (error) {
        return (error as MillraceError).hint
      }
      return undefined
    }
    expect(hintOf('fields:\n  a: { kind: bolean }')).toBe('Did you mean boolean?')
    expect(hintOf('fields:\n  a: { kind: boolean, mising: true }')).toBe('Did you mean missing?')
  })
})

test('an order that the words of levels tell is proposed as a remark, and changes nothing', () => {
  const field = (levels: string[]) =>
    ({ kind: 'category', ordered: false, levels, stored: 'text', missing: false }) as const
  const schema = {
    fields: { size: field(['small', 'large', 'medium']), machine: field(['A', 'B', 'C']) },
    constraints: [],
  }
  const text = formatSchema(schema)
  const remark = '# These levels look ordered. If they are: ordered: true, levels: '
  expect(text).toContain(`${remark}[ small, medium, large ]\n`)
  expect(text.split(remark)).toHaveLength(2)
  expect(parseSchema(text)).toEqual(schema)
})
