import { describe, expect, test } from 'vitest'
import {
  formatRelatedSchema,
  isRelatedSchema,
  parseRelatedSchema,
} from '../../../src/data/table/related-schema-file.ts'
import { formatSchema } from '../../../src/data/table/schema-file.ts'
import { toySchema, toyTables } from '../../generative/related/toy-tables.ts'

const schema = toySchema(toyTables())
const text = formatRelatedSchema(schema)

describe('the file of a related schema', () => {
  test('reads back as it was written', () => {
    expect(parseRelatedSchema(text)).toEqual(schema)
  })

  test('is told from that of one table', () => {
    expect(isRelatedSchema(text)).toBe(true)
    expect(isRelatedSchema(formatSchema(schema.child))).toBe(false)
  })

  test('a mistyped key is answered with its line and the nearest one', () => {
    expect(() =>
      parseRelatedSchema(text.replace('  order: hour', '  ordr: hour'), 's.yaml'),
    ).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^s.yaml line \d+, column 3: unknown key in child/),
        hint: 'Did you mean order?',
      }),
    )
  })

  test('a mistyped key of a field too', () => {
    expect(() => parseRelatedSchema(text.replace('prefix:', 'prefx:'), 's.yaml')).toThrow(
      expect.objectContaining({ hint: 'Did you mean prefix?' }),
    )
  })
})
