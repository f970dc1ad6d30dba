import { expect, test } from 'vitest'
import {
  chooseKind,
  createColumnBuilder,
  inferKind,
} from '../../../src/data/table/column-builder.ts'
import type { Column, ColumnKind } from '../../../src/data/table/table.ts'

function build(kind: ColumnKind, cells: readonly string[]): { column: Column; outcomes: string[] } {
  const builder = createColumnBuilder(kind)
  const outcomes = cells.map((cell) => {
    const bytes = Buffer.from(cell)
    return builder.add(bytes, 0, bytes.length)
  })
  return { column: builder.finish(), outcomes }
}

test('a cell is stored, missing or of the wrong kind, and keeps its place', () => {
  const { column, outcomes } = build('number', ['1', '', 'x', '2.5'])
  expect(outcomes).toEqual(['stored', 'missing', 'wrong-kind', 'stored'])
  expect(column).toEqual({ kind: 'number', values: new Float64Array([1, NaN, NaN, 2.5]) })
  expect(build('boolean', ['yes', '', 'x']).column).toEqual({
    kind: 'boolean',
    values: new Int8Array([1, -1, -1]),
  })
})

test('text keeps its blanks and words that mean nothing elsewhere', () => {
  expect(build('text', ['a ', 'NA', '', 'a ']).column).toEqual({
    kind: 'text',
    codes: new Int32Array([0, 1, -1, 0]),
    levels: ['a ', 'NA'],
  })
})

test('columns grow beyond their first size', () => {
  const cells = Array.from({ length: 70_000 }, (_, i) => String(i))
  for (const kind of ['number', 'text'] as const) {
    const { column } = build(kind, cells)
    expect((column.kind === 'text' ? column.codes : column.values)[69_999]).toBe(69_999)
  }
})

test('a kind is guessed from all cells that are not missing', () => {
  expect(inferKind(['1', '', '2.5e3'])).toBe('number')
  expect(inferKind(['1', 'x'])).toBe('text')
  expect(inferKind(['2024-01-01', 'NA'])).toBe('time')
  expect(inferKind(['True', 'false'])).toBe('boolean')
  expect(inferKind(['007', '8'])).toBe('text')
  expect(inferKind(['12345678901234567', '8'])).toBe('text')
  expect(inferKind(['0.5', '0', '1234567890.123456789'])).toBe('number')
  expect(inferKind(['', 'NA'])).toBe('text')
})

test('of several kinds the first cell chooses', () => {
  const step = ['number', 'time'] as const
  expect(chooseKind(step, ['17', '18'])).toBe('number')
  expect(chooseKind(step, ['', '2024-01-01'])).toBe('time')
  expect(chooseKind(step, ['20240131'])).toBe('time')
  expect(chooseKind(step, ['202401'])).toBe('time')
  expect(chooseKind(step, ['31/12/2024'])).toBe('time')
})

test('discarded cells are gone, and what follows is still judged', () => {
  const builder = createColumnBuilder('number')
  builder.add(Buffer.from('1'), 0, 1)
  builder.discard()
  expect(builder.add(Buffer.from('x'), 0, 1)).toBe('wrong-kind')
  builder.discard()
  expect(builder.finish()).toEqual({ kind: 'number', values: new Float64Array(0) })
})
