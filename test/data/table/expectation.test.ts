import { expect, test } from 'vitest'
import {
  createProblemList,
  missingCell,
  quoteCell,
  requireColumns,
  wrongKind,
  wrongNumber,
} from '../../../src/data/table/expectation.ts'

test('one problem is one sentence with a hint', () => {
  const problems = createProblemList()
  problems.add(wrongKind(5, 'y', 'number', '12,5'))
  expect(problems.toError('demand.csv')).toMatchObject({
    code: 'bad-input',
    message: 'demand.csv row 5, column y: not a number, expected a number like 12.5, got "12,5"',
    hint: 'the comma is the decimal mark here; write 12.5',
  })
})

test('of many problems the first few are shown and all are counted', () => {
  const problems = createProblemList()
  for (let row = 2; row < 1202; row++) problems.add(missingCell(row, 'ds'))
  expect(problems.count).toBe(1200)
  const { message } = problems.toError('demand.csv')
  expect(message).toContain('demand.csv row 2, column ds: missing value')
  expect(message).toContain('(1,200 problems in all; also row 3, column ds:')
  expect(message).not.toContain('row 6')
})

test('a missing column is named with its nearest neighbour', () => {
  const columns = {
    unique_id: { kind: 'text' },
    y: { kind: 'number' },
    note: { kind: 'text', optional: true },
  } as const
  expect(() => requireColumns('d.csv', ['Unique ID', 'y'], columns)).toThrow(
    'd.csv row 1: column unique_id is missing, expected unique_id, y, got Unique ID, y',
  )
  expect(() => requireColumns('d.csv', ['Unique ID', 'y'], columns)).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('did you mean Unique ID?') }),
  )
  expect(() => requireColumns('d.csv', ['unique_id', 'y'], columns)).not.toThrow()
})

test('a number outside its bounds is refused with the bound', () => {
  const expected = { kind: 'number', minimum: 0, maximum: 9, integer: true } as const
  expect(wrongNumber(2, 'lots', expected, 5)).toBeUndefined()
  expect(wrongNumber(2, 'lots', expected, -1)).toMatchObject({ problem: 'negative' })
  expect(wrongNumber(2, 'lots', expected, 10)).toMatchObject({ problem: 'too large' })
  expect(wrongNumber(2, 'lots', expected, 1.5)).toMatchObject({ expected: 'a whole number' })
})

test('a long cell is shortened and its control characters are shown', () => {
  expect(quoteCell('a\nb')).toBe('"a\\nb"')
  expect(quoteCell('x'.repeat(500)).length).toBeLessThan(70)
})
