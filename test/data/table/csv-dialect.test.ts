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

test('blanks divide where nothing else does and every line then has as many fields', () => {
  const dialect = detect('unit  cycle s1\n1 1   518.67 \n 1 12  518.91\n')
  expect(dialect).toMatchObject({ header: ['unit', 'cycle', 's1'], fieldCount: 3 })
  expect(dialect.sample).toEqual([
    ['1', '1', '518.67'],
    ['1', '12', '518.91'],
  ])
})

test.each([
  ['texts', 'full name\nAnn Lee\nBob Ray\n'],
  ['times', 'start time\n2024-01-31 06:30\n2024-01-31 07:30\n'],
  ['lines of unlike length', 'a b\n1 2\n3 4 5\n'],
  ['a header alone', 'a b\n'],
])('a single column of %s stays one', (_, text) => {
  expect(detect(text).header).toHaveLength(1)
})

test.each(['1 1 518.67\n1 2 518.91\n', '-1 "19/07/2008 11:55:00"\n-1 "19/07/2008 12:32:00"\n'])(
  'a file of blanks without a header is refused: %j',
  (text) => {
    expect(() => detect(text)).toThrow('f.csv row 1: no header, expected column names, got "')
  },
)
