import { describe, expect, test } from 'vitest'
import { requireReadTexts, unreadTexts } from '../../../src/data/table/unread-texts.ts'
import { createTable, type Table } from '../../../src/data/table/table.ts'

function tableOf(texts: readonly string[]): Table {
  const levels = [...new Set(texts)]
  const codes = Int32Array.from(texts, (text) => levels.indexOf(text))
  return createTable([['x', { kind: 'text', codes, levels }]])
}

const numbers = Array.from({ length: 20 }, (_, i) => (10 + i / 4).toFixed(2))

describe('texts that are numbers or dates in another notation', () => {
  test.each([
    ['a decimal comma', numbers.map((text) => text.replace('.', ',')), 'write 10.00'],
    [
      'comma and point mixed',
      numbers.map((text, i) => (i % 2 ? text : text.replace('.', ','))),
      'write 10.00',
    ],
    ['units', numbers.map((text) => `${text} kg`), 'without a unit'],
    ['shares', numbers.map((text) => `${text}%`), 'without a unit'],
    ['grouped thousands', numbers.map((text) => `1,0${text}`), 'the comma groups thousands'],
    ['words for no number', [...numbers, 'NaN', 'inf'], 'leave the cell empty'],
    ['dashes for what was not measured', [...numbers, ...numbers.map(() => '-')], 'leave the cell'],
    ['days first', numbers.map((_, i) => `${i + 1}.01.2024`), '2024-01-13'],
    ['names of months', numbers.map((_, i) => `${i + 1} Mar 2024`), 'write dates as'],
    ['times of day', numbers.map((_, i) => `06:${10 + i}`), 'hours since midnight'],
  ])('%s', (_, texts, hint) => {
    const [found] = unreadTexts(tableOf(texts))
    expect(found?.hint).toContain(hint)
  })

  test.each([
    ['names', numbers.map((_, i) => `mill ${i}`)],
    ['sizes of which there are few', numbers.map((_, i) => `${i % 4} mm`)],
    ['codes of digits and letters', numbers.map((_, i) => `${i}${'ABCD'[i % 4]}`)],
    ['digits filled with zeros', [...numbers.map((_, i) => `00${i + 10}`), 'inf']],
    ['numbers and names', [...numbers, 'mill']],
  ])('are not %s', (_, texts) => {
    expect(unreadTexts(tableOf(texts))).toEqual([])
  })

  test('are refused with row, column and what to write, where they are asked for', () => {
    const table = tableOf([...numbers, '7,5'])
    expect(() => requireReadTexts(table)).toThrow(
      'row 21, column x: texts in place of numbers, expected numbers like 12.5, got "7,5"',
    )
    expect(() => requireReadTexts(table, (column) => column !== 'x')).not.toThrow()
  })
})
