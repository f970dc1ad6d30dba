import { expect, test } from 'vitest'
import { detectDialect } from '../../../src/data/table/csv-dialect.ts'
import { brokenQuote, raggedRecord } from '../../../src/data/table/csv-problems.ts'
import { createCsvFields, splitRecord } from '../../../src/data/table/csv-records.ts'

function ragged(record: string): ReturnType<typeof raggedRecord> {
  const dialect = detectDialect('a.csv', Buffer.from('a;b\n1;2\n'), true, [])
  const bytes = Buffer.from(record)
  const fields = createCsvFields()
  splitRecord(bytes, 0, true, dialect.delimiter, fields)
  return raggedRecord(7, fields, bytes, dialect)
}

test('a ragged record is shown with its delimiter, and extra fields bring a hint', () => {
  expect(ragged('1')).toEqual({
    row: 7,
    problem: 'too few fields',
    expected: '2 (a, b)',
    got: '1: "1"',
    hint: undefined,
  })
  expect(ragged('1;2;3')).toMatchObject({
    problem: 'too many fields',
    got: '3: "1;2;3"',
    hint: expect.stringContaining('double quotes'),
  })
})

test('an open quote and text after a quote have sentences of their own', () => {
  expect(brokenQuote('a.csv', 3, 'b', true).message).toContain(
    'a.csv row 3, column b: a double quote is opened and never closed',
  )
  expect(brokenQuote('a.csv', 3, undefined, false).message).toContain(
    'a.csv row 3: text after a closing quote',
  )
})
