import { expect, test } from 'vitest'
import { detectDialect } from '../../../src/data/table/csv-dialect.ts'

const detect = (text: string, names: readonly string[] = []): ReturnType<typeof detectDialect> =>
  detectDialect('f.csv', Buffer.from(text), true, names)

test.each([',', ';', '\t', '|'])('the delimiter %j is found', (delimiter) => {
  const text = ['a,b', '1,2', '3,4'].join('\n').replaceAll(',', delimiter)
  const dialect = detect(text)
  expect(String.fromCharCode(dialect.delimiter)).toBe(delimiter)
  expect(dialect.header).toEqual(['a', 'b'])
})

test('expected names outweigh a delimiter that merely occurs often', () => {
  const dialect = detect('unique_id;ds;y\na,b,c,d;1;2,5\ne,f,g,h;2;3,5\n', ['unique_id', 'ds', 'y'])
  expect(dialect.header).toEqual(['unique_id', 'ds', 'y'])
})

test('byte order mark, blanks around names, blank first lines and unnamed last columns go', () => {
  const dialect = detect('\uFEFF\n\n a , "b c",,\n1,2,,\n')
  expect(dialect.header).toEqual(['a', '"b c"'])
  expect(dialect.fieldCount).toBe(4)
  expect(dialect.bodyLine).toBe(4)
})

test('a single column needs no delimiter', () => {
  expect(detect('name\nx\ny\n').header).toEqual(['name'])
})

test('a header that is none, or names a column twice or not at all, is refused', () => {
  expect(() => detect('1,2\n3,4\n')).toThrow('f.csv row 1: no header')
  expect(() => detect('a,y,y\n1,2,3\n')).toThrow('column name y is used twice')
  expect(() => detect('a,,c\n1,2,3\n')).toThrow('column 2 has no name')
})
