import { describe, expect, test } from 'vitest'
import { createTable } from '../../../src/data/table/table.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'
import { madeRecords, specification } from './made-records.ts'

const table = madeRecords(300)

describe('what is read', () => {
  test('settings, measurements and the item are features; the rest is not', () => {
    const records = readQualityRecords(table, specification)
    expect(records.features).toEqual([
      { name: 'torque', kind: 'number', stored: 'number', isSetting: true },
      { name: 'force', kind: 'number', stored: 'number', isSetting: false },
      { name: 'machine', kind: 'category', stored: 'text', isSetting: false },
    ])
    expect(records).toMatchObject({ kind: 'pass-fail', isOrdered: false, values: null })
    expect(records.lots?.slice(19, 21)).toEqual(['L1', 'L2'])
  })

  test('without a list every other column is measured, but for numberings and times', () => {
    const { measurements: _, ...open } = specification
    const records = readQualityRecords(table, open)
    expect(records.features.map(({ name }) => name)).toEqual(['torque', 'force', 'machine', 'bore'])
    expect(records.leftOut.map(({ column }) => column)).toEqual(['serial', 'made'])
  })

  test('records are put in the order of time, and those without an outcome wait', () => {
    const mixed = createTable([
      ...table.columns,
      ['made', { kind: 'number', values: Float64Array.from({ length: 300 }, (_, i) => -i) }],
      [
        'result',
        {
          kind: 'text',
          levels: ['good', 'scrap'],
          codes: Int32Array.from({ length: 300 }, (_, i) => (i < 10 ? -1 : i % 2)),
        },
      ],
    ])
    const records = readQualityRecords(mixed, { ...specification, columns: { time: 'made' } })
    expect(records.isOrdered).toBe(true)
    expect(records.waiting.rowCount).toBe(10)
    expect(records.failed.slice(0, 3)).toEqual(Float64Array.of(1, 0, 1))
    expect(records.failed).toHaveLength(290)
  })

  test('columns without any value are left out, whatever they are stored as', () => {
    const { measurements: _, ...open } = specification
    const count = table.rowCount
    const empty = createTable([
      ...table.columns,
      ['gaps', { kind: 'number', values: new Float64Array(count).fill(NaN) }],
      ['blank', { kind: 'text', levels: [], codes: new Int32Array(count).fill(-1) }],
    ])
    const { features, leftOut } = readQualityRecords(empty, open)
    expect(features.map(({ name }) => name)).toEqual(['torque', 'force', 'machine', 'bore'])
    expect(leftOut).toContainEqual({ column: 'gaps', reason: 'no value in any record' })
    expect(leftOut).toContainEqual({ column: 'blank', reason: 'no value in any record' })
  })

  test('limits of a measurement say what fails', () => {
    const { failing: _, ...open } = specification
    const limits = { lower: 19.5 }
    const records = readQualityRecords(table, { ...open, outcome: 'bore', limits })
    expect(records.kind).toBe('measured')
    expect(records.values!.every((value, row) => records.failed[row] === +(value < 19.5))).toBe(
      true,
    )
  })
})

describe('what cannot be read', () => {
  const refused = (changes: object) => () =>
    readQualityRecords(table, { ...specification, ...changes })

  test('one class only', () => {
    expect(refused({ failing: ['good', 'scrap'] })).toThrow(
      'records, column result: only one class, expected at least 10 failing and 10 passing records, got 300 and 0',
    )
  })

  test('a level that fails and does not occur', () => {
    expect(refused({ failing: ['scrapp'] })).toThrow(
      'column result: no record that fails, expected levels that do among "good", "scrap", got "scrapp"',
    )
  })

  test('records that all wait', () => {
    const outcome = { kind: 'text', levels: [], codes: new Int32Array(300).fill(-1) } as const
    const waiting = { ...table, columns: new Map(table.columns).set('result', outcome) }
    expect(() => readQualityRecords(waiting, specification)).toThrow(
      'records, column result: nothing to learn from, expected records that were judged, got 300 without a value',
    )
  })

  test('a setting whose range no record reaches', () => {
    expect(refused({ settings: { torque: { lowest: 300, highest: 600 } } })).toThrow(
      /setting torque: its range lies outside of all records, expected one that overlaps [\d.]+ to [\d.]+, got 300 to 600/,
    )
  })

  test('a cell is named by its row of the file, whatever the order of time', () => {
    const codes = Int32Array.from({ length: 300 }, (_, row) => row)
    const levels = Array.from(codes, (row) => (row === 7 ? 'inf' : `${row}.5`))
    const columns = new Map(table.columns).set('force', { kind: 'text', levels, codes })
    const made = Float64Array.from(codes, (row) => -row)
    columns.set('made', { kind: 'number', values: made })
    const source = { path: 'press.csv', lineOf: (row: number) => row + 2 }
    expect(() =>
      readQualityRecords(
        { ...table, columns, source },
        { ...specification, columns: { time: 'made' } },
      ),
    ).toThrow('press.csv row 9, column force: texts in place of numbers')
  })

  test('a column that is not there, with the nearest name', () => {
    expect(refused({ settings: { torqe: { lowest: 1, highest: 2 } } })).toThrow(
      expect.objectContaining({ code: 'not-found', hint: 'Did you mean torque?' }),
    )
  })

  test('limits of text, a setting of text, and a text for a time', () => {
    expect(refused({ failing: undefined, limits: { lower: 1 } })).toThrow('which limits are for')
    expect(refused({ settings: { machine: { lowest: 1, highest: 2 } } })).toThrow(
      /setting machine: wrong kind, expected numbers, got ".+" in row \d+/,
    )
    expect(refused({ columns: { time: 'machine' } })).toThrow(
      /row \d+, column machine: wrong kind, expected times or numbers, got "[AB]"/,
    )
  })
})
