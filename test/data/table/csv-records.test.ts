import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  blanks,
  createCsvFields,
  fieldText,
  incomplete,
  isBlank,
  splitRecord,
  textAfterQuote,
} from '../../../src/data/table/csv-records.ts'

const comma = 0x2c

/** All records of a text with the line on which each begins. */
function split(text: string, delimiter = comma): { line: number; cells: string[] }[] {
  const bytes = Buffer.from(text)
  const fields = createCsvFields(1)
  const records = []
  let line = 1
  for (let offset = 0; offset < bytes.length;) {
    offset = splitRecord(bytes, offset, true, delimiter, fields)
    expect(offset).toBeGreaterThan(0)
    const cells = Array.from({ length: fields.count }, (_, i) => fieldText(bytes, fields, i))
    if (!isBlank(fields)) records.push({ line, cells })
    line += fields.lineCount
  }
  return records
}

test('records end with LF, CRLF, CR or the file, mixed as they come', () => {
  expect(split('a,b\nc,d\r\ne,f\rg,h').map((record) => record.cells)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'f'],
    ['g', 'h'],
  ])
})

test('lines are counted as an editor does, over quoted line ends and blank lines', () => {
  expect(split('a\n"x\ny\r\nz\rw"\n\nb\n')).toEqual([
    { line: 1, cells: ['a'] },
    { line: 2, cells: ['x\ny\r\nz\rw'] },
    { line: 7, cells: ['b'] },
  ])
})

test('quotes protect delimiters and double to one; inside plain text they are text', () => {
  expect(split('"a,b","say ""no""",5" pipe,""\n')[0]!.cells).toEqual([
    'a,b',
    'say "no"',
    '5" pipe',
    '',
  ])
})

test('a trailing delimiter makes a last empty field', () => {
  expect(split('a,\n,')).toEqual([
    { line: 1, cells: ['a', ''] },
    { line: 2, cells: ['', ''] },
  ])
})

test('an open quote and text after a quote are told apart', () => {
  const fields = createCsvFields()
  expect(splitRecord(Buffer.from('a,"b\n'), 0, true, comma, fields)).toBe(incomplete)
  expect(fields.count).toBe(1)
  expect(splitRecord(Buffer.from('"a"b\n'), 0, true, comma, fields)).toBe(textAfterQuote)
})

test('any table of texts survives writing with quotes and splitting', () => {
  const cell = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      (rows, end) => {
        const text = rows
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
          .join(end)
        expect(split(text).map((record) => record.cells)).toEqual(rows)
      },
    ),
  )
})

test('bytes that end inside a record are incomplete wherever they are cut', () => {
  const bytes = Buffer.from('"a ""b"" c",d\r\n')
  const fields = createCsvFields()
  for (let cut = 0; cut < bytes.length; cut++) {
    const next = splitRecord(bytes.subarray(0, cut), 0, false, comma, fields)
    expect(next).toBe(incomplete)
  }
  expect(splitRecord(bytes, 0, false, comma, fields)).toBe(bytes.length)
})

test('blanks divide however many there are, and at the ends of a line not at all', () => {
  expect(split('1  2 "a  b"  \r\n  3 4   c\n \n5 6 d ', blanks)).toEqual([
    { line: 1, cells: ['1', '2', 'a  b'] },
    { line: 2, cells: ['3', '4', 'c'] },
    { line: 4, cells: ['5', '6', 'd'] },
  ])
})

test('a record of blanks whose bytes end early is incomplete and never a shorter one', () => {
  const bytes = Buffer.from('1  22   3  \n4')
  const fields = createCsvFields()
  for (let length = 1; length < 12; length++) {
    expect(splitRecord(bytes.subarray(0, length), 0, false, blanks, fields)).toBe(incomplete)
  }
  expect(splitRecord(bytes, 0, false, blanks, fields)).toBe(12)
  expect(fields.count).toBe(3)
})
