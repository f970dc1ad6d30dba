import { expect, test } from 'vitest'
import { trimTexts } from '../../../src/data/preparation/identifiers.ts'
import { columnOf, createTable } from '../../../src/data/table/table.ts'

const tableOf = (levels: readonly string[]): ReturnType<typeof createTable> =>
  createTable([['id', { kind: 'text', codes: Int32Array.from(levels.keys()), levels }]])

test('texts that differ in blanks alone become one, blanks alone become missing', () => {
  const { table, findings } = trimTexts(tableOf(['a', ' a', 'b\u00A0', '  ', 'a b']), 'id')
  expect(columnOf(table, 'id', 'text')).toEqual({
    kind: 'text',
    codes: new Int32Array([0, 0, 1, -1, 2]),
    levels: ['a', 'b', 'a b'],
  })
  expect(findings).toMatchObject([
    { kind: 'stray-blanks', column: 'id', count: 3, action: 'trimmed' },
  ])
  expect(findings[0]!.examples[0]).toBe('row 2: " a"')
})

test('clean texts are left as they are', () => {
  const table = tableOf(['a', 'b'])
  expect(trimTexts(table, 'id')).toEqual({ table, findings: [] })
})
