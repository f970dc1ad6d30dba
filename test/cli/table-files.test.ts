import { describe, expect, test } from 'vitest'
import {
  collected,
  oneTable,
  relatedPaths,
  tableFile,
  tableFiles,
} from '../../src/cli/table-files.ts'
import { toySchema, toyTables } from '../generative/related/toy-tables.ts'

const schema = toySchema(toyTables(5))

describe('tables by name', () => {
  test('a name comes before the file, which may hold an equals sign', () => {
    expect(tableFile('items=a/b=c.csv')).toEqual({ table: 'items', path: 'a/b=c.csv' })
    expect(tableFile('a/b=c.csv')).toEqual({ path: 'a/b=c.csv' })
  })

  test('one file needs no name, two do', () => {
    expect(tableFiles('a.csv', [])).toEqual([{ path: 'a.csv' }])
    expect(tableFiles(undefined, ['a=a.csv', 'b=b.csv']).length).toBe(2)
    expect(() => tableFiles('a.csv', ['b=b.csv'])).toThrow(
      'expected one file, or --data TABLE=FILE twice',
    )
    expect(() => tableFiles(undefined, [])).toThrow('got none')
    expect(() => oneTable(tableFiles(undefined, ['a=a.csv', 'b=b.csv']))).toThrow('two tables')
  })

  test('a repeated option keeps all of its values', () => {
    expect(collected('b', collected('a'))).toEqual(['a', 'b'])
  })

  test('files are found by the names of the schema', () => {
    const files = [tableFile('shifts=s.csv'), tableFile('machines=m.csv')]
    expect(relatedPaths(schema, files)).toEqual({ parents: 'm.csv', children: 's.csv' })
    expect(() => relatedPaths(schema, [tableFile('shift=s.csv'), files[1]!])).toThrow(
      '--data: no file of table shifts, expected machines=FILE and shifts=FILE, got shift, machines',
    )
  })
})
